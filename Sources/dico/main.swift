print("dico")
