import Foundation
import Markup
import Testing

/// Every named reference against Python's table of them.
@Suite struct `Named references` {
    @Test func `are those of HTML, all of them`() throws {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "named_references.py").path
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", script, "--all"]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let printed = try #require(try pipe.fileHandleForReading.readToEnd())
        process.waitUntilExit()
        let table = try JSONDecoder().decode([String: String].self, from: printed)
        #expect(table.count == 2_231)
        for (name, characters) in table {
            let page = try Document("<p title='&\(name)'>")
            let title = try #require(page.first(Selector("p"))?["title"])
            #expect(Array(title.unicodeScalars) == Array(characters.unicodeScalars), "&\(name)")
        }
    }
}
