import Foundation
import Kafka
import Lexicon
import Worker

/// Dead letters as rows for a person.
struct LetterTable {
    let letters: [DeadLetter]

    private static let longestDetail = 80
    private static let longestCell = 48

    /// A heading, and a line for each letter.
    var lines: [String] {
        tableLines([["PLACE", "BURIED", "REASON", "FROM", "WORD", "DETAIL"]] + letters.map(cells))
    }

    private func cells(of letter: DeadLetter) -> [String] {
        let cells = [
            "\(letter.place)", letter.buriedAt?.shown ?? "-", letter.reason ?? "-",
            letter.origin.map { "\($0.topicPartition):\($0.offset)" } ?? "-", letter.title,
        ]
        return cells.map { cut($0, Self.longestCell) } + [cut(letter.detail ?? "-", Self.longestDetail)]
    }

    private func cut(_ text: String, _ limit: Int) -> String {
        printable(text.count > limit ? text.prefix(limit - 1) + "…" : text)
    }
}

/// All that a dead letter holds, for a person.
struct LetterText {
    let letter: DeadLetter
    let style: TerminalStyle

    var text: String {
        var lines = [style.bold("\(letter.place)")]
        func add(_ name: String, _ text: String?) {
            lines.append(
                "  \(name.padding(toLength: 9, withPad: " ", startingAt: 0))\(text.map { printable($0) } ?? "-")")
        }
        add("reason", letter.reason)
        add("detail", letter.detail)
        add("buried", letter.buriedAt?.shown)
        add("from", letter.origin.map { "\($0.topicPartition) at \($0.offset)" })
        add("sent", letter.origin?.sentAt?.shown)
        add("key", shown(letter.key))
        for header in letter.headers { add("header", "\(header.name): \(shown(header.value))") }
        add("value", shown(letter.value))
        return lines.joined(separator: "\n")
    }

    private func shown(_ bytes: [UInt8]?) -> String {
        guard let bytes else { return "none (null)" }
        guard !bytes.isEmpty else { return "empty" }
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        return "\(bytes.count) bytes: " + bytes.map { String(format: "%02x", $0) }.joined(separator: " ")
    }
}

extension DeadLetter {
    /// By which a person knows it: its word, or else its key.
    var title: String {
        word ?? key.map { String(decoding: $0, as: UTF8.self) }.flatMap { $0.isEmpty ? nil : $0 } ?? "-"
    }
}

extension Date {
    /// To the second, in UTC.
    fileprivate var shown: String { formatted(.iso8601) }
}
