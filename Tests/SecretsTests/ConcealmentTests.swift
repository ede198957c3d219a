import Secrets
import Testing

@Suite struct Concealing {
    @Test(arguments: [
        ("opened with hunter2hunter2.", "opened with …."), ("at: ter2hunter2, and", "at: …, and"),
        ("hunter2hun", "…"), ("a hunter is 2", "a hunter is 2"), ("key1 and key1", "… and …"), ("key 1", "key 1"),
        ("abc", "abc"), ("", ""), ("Straße des 17. Juni", "…"), ("die Straße des 17.", "die …"),
        ("hunter2hunter2key1", "…"),
    ])
    func `what stands in a secret is hidden, whole or cut`(text: String, shown: String) {
        let concealment = Concealment(["hunter2hunter2", "key1", "abc", "", "Straße des 17. Juni"])
        #expect(concealment.conceal(text) == shown)
    }

    @Test func `without secrets nothing is hidden`() {
        #expect(Concealment([]).conceal("hunter2") == "hunter2")
    }
}
