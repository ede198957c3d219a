import Foundation
import Lexicon
import Providers
import TestSupport
import Testing
import Web

@testable import Fixtures

@Suite struct FolderNames {
    @Test(arguments: [
        ("été", "été"), ("雪", "雪"), ("a/b", "a%2Fb"), ("100 %", "100 %25"), (".net", "%2Enet"), ("etc.", "etc%2E"),
        ("a:b?", "a%3Ab%3F"), ("-ego", "-ego"), ("~", "%7E"), ("e\u{301}te\u{301}", "été"),
        ("l\u{2019}eau", "l'eau"),
    ])
    func `a folder is called as the word is, on every file system`(word: String, name: String) {
        #expect(FolderName.name(of: word) == name)
        #expect(FolderName.word(of: name) == normalForm(of: word))
    }

    @Test func `a name that is too long is shortened the same way always, and differs from others`() throws {
        let long = String(repeating: "雪", count: 150)
        let name = FolderName.name(of: long)
        #expect(name.utf8.count <= 200)
        #expect(name == FolderName.name(of: long))
        #expect(name != FolderName.name(of: long + "山"))
        #expect(FolderName.word(of: name) == nil)
    }

    private static func page(_ body: String = "<p>x</p>") -> Page {
        Page(url: "https://site.example/x", status: 200, headers: [:], body: Array(body.utf8))
    }

    @Test func `the word of a shortened folder is found again`() throws {
        let store = try FixtureStore(creating: try temporaryDirectory().path)
        let long = String(repeating: "雪", count: 150)
        try store.fixture(long, language: "tl", source: "site").write(
            [Self.page()], reading: ReplyContent(outcome: .found, entries: []))
        #expect(try store.fixtures().map(\.word) == [long])
        #expect(try store.fixtures(word: long).count == 1)
    }

    @Test func `a folder that an older version named is moved`() throws {
        let root = try temporaryDirectory()
        let store = try FixtureStore(creating: root.path)
        let old = root.appending(path: "tl/site/%C3%A9t%C3%A9")
        try FileManager.default.createDirectory(at: old, withIntermediateDirectories: true)
        #expect(try store.fixtures().map(\.word) == ["été"])
        #expect(store.fixture("été", language: "tl", source: "site").isThere)
        #expect(!FileManager.default.fileExists(atPath: old.path))
    }

    @Test(arguments: [
        ("https://a.example/?q=x&token=abc123#t", "https://a.example/?q=x&token=redacted#t"),
        ("https://a.example/x;jsessionid=9F?y=1", "https://a.example/x;jsessionid=redacted?y=1"),
        ("{\"csrfToken\": \"s3cret\", \"a\": \"b\"}", "{\"csrfToken\": \"redacted\", \"a\": \"b\"}"),
        (
            "<input type=hidden name=\"csrf_token\" value=\"s3cret\">",
            "<input type=hidden name=\"csrf_token\" value=\"redacted\">"
        ),
        ("<p>The secret of the session: a token.</p>", "<p>The secret of the session: a token.</p>"),
        ("<a href=\"?word=key&page=2\">", "<a href=\"?word=key&page=2\">"),
    ])
    func `secrets and numbers of sessions are not recorded`(text: String, bare: String) {
        #expect(Secrets.removed(from: text) == bare)
    }

    @Test(.timeLimit(.minutes(10))) func `a long run of letters is read once`() {
        // Read again from each place in it, this would take minutes.
        let run = "<p>?" + String(repeating: "token", count: 200_000)
        #expect(Secrets.removed(from: run + "=x") == run + "=x")
        #expect(Secrets.removed(from: "\"" + run) == "\"" + run)
    }

    @Test func `a file that is missing is one clear fault`() throws {
        let root = try temporaryDirectory()
        let store = try FixtureStore(creating: root.path)
        let fixture = store.fixture("mot", language: "tl", source: "site")
        try fixture.write([Self.page()], reading: ReplyContent(outcome: .found, entries: []))
        try FileManager.default.removeItem(atPath: "\(fixture.folder)/response.json")
        #expect(throws: FixtureFault.self) { try fixture.exchanges() }
        try FileManager.default.removeItem(atPath: "\(fixture.folder)/expected.json")
        do {
            _ = try fixture.expectation()
            Issue.record("there is none")
        } catch {
            #expect(error.description.contains("expected.json: is missing"))
        }
    }

    @Test func `a difference is found at its line of the expectation`() throws {
        let root = try temporaryDirectory()
        let store = try FixtureStore(creating: root.path)
        let fixture = store.fixture("mot", language: "tl", source: "site")
        let reading = ReplyContent(
            outcome: .found, entries: [Entry(headword: "mot", senses: [Sense(definition: "A thing.")])])
        try fixture.write([Self.page()], reading: reading)
        let verification = Verifier.Verification(
            fixture: fixture, differences: ["  entry mot: ", "-     sense A thing.", "+     sense Another."])
        let findings = verification.findings
        let text = try String(contentsOfFile: "\(fixture.folder)/expected.json", encoding: .utf8)
        let line = try #require(
            text.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("A thing.") })
        #expect(findings[1].line == line + 1)
        #expect(findings.allSatisfy { $0.description.hasPrefix("\(fixture.folder)/expected.json:") })
    }
}
