import Secrets
import Testing

@Suite struct Secrecy {
    private struct Holder {
        var name = "password"
        var secret: Secret = "hunter2"
        var list: [String: Secret?] = ["a": "hunter2"]
    }

    @Test func `a secret shows in nothing that prints it`() {
        let holder = Holder()
        var dumped = ""
        dump(holder, to: &dumped)
        let texts = [
            "\(holder)", "\(holder.secret)", String(reflecting: holder), String(describing: [holder]), dumped,
            "\(String(describing: holder.list))", "\(Mirror(reflecting: holder.secret).children.map { "\($0)" })",
        ]
        for text in texts { #expect(!text.contains("hunter2"), "\(text)") }
        #expect("\(holder.secret)" == "…")
    }

    @Test func `who asks for it by name has it`() {
        #expect(Holder().secret.reveal() == "hunter2")
        #expect(Secret("a") == "a")
        #expect(Secret("a") != "b")
    }
}
