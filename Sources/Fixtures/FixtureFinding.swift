import Foundation

/// Something that a check of recorded pages found, at a line of a file.
public struct FixtureFinding: Sendable, Hashable, CustomStringConvertible {
    /// Its path, from where the program was started.
    public var file: String
    /// Counted from 1.
    public var line: Int
    /// What differs, or is missing.
    public var message: String
    /// Whether it only leaves something unproven.
    public var isWarning: Bool

    /// At the first line where none can be named.
    public init(file: String, line: Int = 1, message: String, isWarning: Bool = false) {
        self.file = file
        self.line = line
        self.message = message
        self.isWarning = isWarning
    }

    /// As compilers write it, so that editors jump there.
    public var description: String { "\(file):\(line): \(isWarning ? "warning: " : "")\(message)" }
}

extension Verifier.Verification {
    /// A finding for each difference, at the line of the expectation that it is about.
    public var findings: [FixtureFinding] {
        let file = "\(fixture.folder)/\(Fixture.expectationFile)"
        let lines = ((try? String(contentsOfFile: file, encoding: .utf8)) ?? "")
            .split(separator: "\n", omittingEmptySubsequences: false)
        var entry = 1
        return differences.map { difference in
            // A fault names its own file.
            if let path = faultyFile(in: difference) {
                return FixtureFinding(file: path, message: String(difference.dropFirst(path.count + 2)))
            }
            let line = Self.line(of: difference, in: lines, from: entry)
            if difference.contains("entry ") { entry = line ?? entry }
            return FixtureFinding(file: file, line: line ?? entry, message: "\(fixture.name): \(difference)")
        }
    }

    private func faultyFile(in difference: String) -> String? {
        guard difference.hasPrefix(fixture.folder), let colon = difference.firstRange(of: ": ") else { return nil }
        return String(difference[..<colon.lowerBound])
    }

    /// The first line that has the text which a line of an outline ends with.
    private static func line(of difference: String, in lines: [Substring], from start: Int) -> Int? {
        guard difference.hasPrefix("-") || difference.hasPrefix("  entry") else { return nil }
        let words = difference.drop { $0 == "-" || $0 == " " }.split(separator: " ", maxSplits: 1)
        guard words.count == 2 else { return nil }
        let text = words[0] == "entry" ? words[1].prefix { $0 != ":" } : words[1]
        let place = lines.indices.first { $0 >= start - 1 && lines[$0].contains("\"\(text)\"") }
        return place.map { $0 + 1 }
    }
}
