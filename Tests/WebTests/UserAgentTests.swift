import Lexicon
import Testing
import Web

@Suite struct UserAgentTests {
    @Test func aContactStandsBehindTheProduct() throws {
        let agent = try UserAgent(contact: "https://example.org/dico; ops@example.org")
        #expect(agent.description == "dico/\(Program.version) (https://example.org/dico; ops@example.org)")
    }

    @Test(arguments: [nil, ""])
    func withoutAContactItStaysNeutral(contact: String?) throws {
        #expect(try UserAgent(contact: contact).description == "dico/\(Program.version) (+dictionary lookups)")
    }

    @Test(arguments: [
        "a\r\nX: y", "a\nb", "a\u{0}", "a)b", "(a", "a\\b", "é@example.org", String(repeating: "a", count: 201),
    ])
    func aContactThatWouldBreakOutIsRefused(contact: String) {
        let fault = #expect(throws: UserAgentFault.self) { try UserAgent(contact: contact) }
        #expect(fault?.description.contains("expected a web or mail address") == true)
        #expect(fault?.description.contains("\n") == false)
    }
}
