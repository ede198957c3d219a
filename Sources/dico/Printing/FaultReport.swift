import ArgumentParser
import Fixtures
import Foundation

/// Faults of recorded pages in the form that somebody, or something, reads.
enum FaultFormat: String, CaseIterable, ExpressibleByArgument {
    /// A line for each: file, line, what is wrong.
    case text
    /// Annotations of GitHub's workflows.
    case github
    /// JUnit's XML, which most build servers show.
    case junit
    case json
}

struct FaultReport {
    let format: FaultFormat
    /// Every page that was looked at, with what is wrong with it.
    let pages: [(name: String, faults: [FixtureFinding])]

    var lines: [String] {
        let all = pages.flatMap(\.faults)
        switch format {
        case .text: return all.map(\.description)
        case .github:
            return all.map {
                "::\($0.isWarning ? "warning" : "error") file=\($0.file),line=\($0.line)::\(Self.escaped($0.message))"
            }
        case .json: return [Self.json(all)]
        case .junit: return junit
        }
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("%", with: "%25").replacing("\r", with: "%0D").replacing("\n", with: "%0A")
    }

    private static func json(_ faults: [FixtureFinding]) -> String {
        let objects = faults.map { fault -> [String: Any] in
            [
                "file": fault.file, "line": fault.line, "message": fault.message,
                "severity": fault.isWarning ? "warning" : "error",
            ]
        }
        let data = try? JSONSerialization.data(
            withJSONObject: objects, options: [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted])
        return String(decoding: data ?? Data("[]".utf8), as: UTF8.self)
    }

    private var junit: [String] {
        let failed = pages.count { page in page.faults.contains { !$0.isWarning } }
        var lines = [
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>",
            "<testsuite name=\"dico fixtures\" tests=\"\(pages.count)\" failures=\"\(failed)\">",
        ]
        for page in pages {
            let faults = page.faults.filter { !$0.isWarning }
            let name = "  <testcase classname=\"fixtures\" name=\"\(Self.xml(page.name))\""
            guard !faults.isEmpty else {
                lines.append(name + "/>")
                continue
            }
            lines.append(name + ">")
            lines.append("    <failure message=\"\(Self.xml(faults[0].message))\">")
            lines += faults.map { Self.xml($0.description) }
            lines += ["    </failure>", "  </testcase>"]
        }
        return lines + ["</testsuite>"]
    }

    private static func xml(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(">", with: "&gt;")
            .replacing("\"", with: "&quot;").filter { !$0.isASCII || !($0.asciiValue.map { $0 < 0x20 } ?? false) }
    }
}
