import Foundation
import Markup
import TestSupport
import Testing

/// Every named reference against Python's table of them.
@Suite struct `Named references` {
    @Test func `are those of HTML, all of them`() async throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "named_references.py").path
        let printed = try await DicoProcess.run(script, "--all", program: .python).output
        let table = try JSONDecoder().decode([String: String].self, from: Data(printed.utf8))
        #expect(table.count == 2_231)
        for (name, characters) in table {
            let page = try Document("<p title='&\(name)'>")
            let title = try #require(page.first(Selector("p"))?["title"])
            #expect(Array(title.unicodeScalars) == Array(characters.unicodeScalars), "&\(name)")
        }
    }
}
