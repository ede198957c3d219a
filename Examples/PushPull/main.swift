print("push")
