import Foundation
import Patterns

/// What a manifest does to a text before it is taken for what it is: `take`, then `remove`, then `replace`.
struct TextEdits: Sendable {
    /// Each match is a text, and nothing else is; all of it where there is none.
    private let take: TextPattern?
    private let changes: [(pattern: TextPattern, text: String)]

    var isEmpty: Bool { take == nil && changes.isEmpty }

    /// Reads it from the keys `take`, `remove` and `replace`.
    init(_ settings: ManifestSection) {
        take = settings.text("take").flatMap { settings.pattern($0, of: "take") }
        let removed = settings.patterns("remove").map { ($0, "") }
        let replaced = settings.pairs("replace").compactMap { pair in
            settings.pattern(pair.key, of: "replace").map { ($0, pair.value) }
        }
        changes = removed + replaced
    }

    private init() {
        take = nil
        changes = []
    }

    static let none = TextEdits()

    /// The texts that `text` becomes, with white space as a reader sees it; none of them is empty. There is none where one
    /// would be longer than any text of a page may be: that is the end of reading it.
    func applied(to text: String, _ budget: ReadingBudget) -> [String] {
        guard !isEmpty else { return text.isEmpty ? [] : [text] }
        let taken = take.map { $0.matches(in: text).map(String.init) } ?? [text]
        return taken.compactMap { changed($0, budget) }
            .map { $0.split(whereSeparator: \.isWhitespace).joined(separator: " ") }.filter { !$0.isEmpty }
    }

    /// The same, as one text; "" where nothing is left.
    func edited(_ text: String, _ budget: ReadingBudget) -> String {
        isEmpty ? text : applied(to: text, budget).joined(separator: " ")
    }

    private func changed(_ text: String, _ budget: ReadingBudget) -> String? {
        let most = budget.limits.textBytes
        var text = text
        for change in changes {
            guard let changed = change.pattern.replacing(in: text, with: change.text, most: most) else {
                _ = budget.mayRead(.text(bytes: most + 1))
                return nil
            }
            text = changed
        }
        return text
    }
}
