import Lexicon

/// What is expected of a page and what was found, side by side for a person.
enum ReplyDifference {
    /// The lines that are in one of them only, `-` for what was expected and `+` for what was found, each with the
    /// entry it belongs to above it; empty where they are the same.
    static func lines(expected: ReplyContent, found: ReplyContent) -> [String] {
        guard expected != found else { return [] }
        let (old, new) = (outline(of: expected), outline(of: found))
        var marked = old.map { (sign: " ", line: $0) }
        var inserted: [Int: [String]] = [:]
        let difference = new.difference(from: old)
        for case .remove(let offset, _, _) in difference.removals { marked[offset].sign = "-" }
        // A line of the new outline goes in front of the next line that both have.
        var kept = marked.indices.filter { marked[$0].sign == " " }[...]
        let insertions = Set(difference.insertions.map { if case .insert(let offset, _, _) = $0 { offset } else { 0 } })
        for offset in new.indices {
            if insertions.contains(offset) {
                inserted[kept.first ?? marked.count, default: []].append(new[offset])
            } else {
                kept = kept.dropFirst()
            }
        }
        return shown(marked, inserted)
    }

    /// Each difference, below the line of the entry that it is in.
    private static func shown(_ marked: [(sign: String, line: String)], _ inserted: [Int: [String]]) -> [String] {
        var shown: [String] = []
        var entry: String?
        func show(_ sign: String, _ line: String) {
            if let head = entry, !line.hasPrefix("entry") { shown.append("  \(head)") }
            entry = nil
            shown.append("\(sign) \(line)")
        }
        for index in 0...marked.count {
            for line in inserted[index] ?? [] { show("+", line) }
            guard index < marked.count else { break }
            let (sign, line) = marked[index]
            if line.hasPrefix("entry"), sign == " " { entry = line }
            if sign == "-" { show("-", line) }
        }
        return shown
    }

    private static func outline(of reading: ReplyContent) -> [String] {
        ["outcome \(reading.outcome.rawValue)"] + reading.entries.flatMap(outline(of:))
    }

    private static func outline(of entry: Entry) -> [String] {
        let kind = [entry.partOfSpeech?.rawValue, entry.partOfSpeechLabel.map { "(\($0))" }].compactMap(\.self)
        return ["entry \(entry.headword): \(kind.joined(separator: " "))"]
            + entry.pronunciations.map { "    \($0.notation.rawValue) \($0.text)" }
            + entry.senses.flatMap { outline(of: $0, indent: "    ") }
            + terms(entry.synonyms, entry.antonyms, indent: "    ")
    }

    /// Senses carry no numbers here: one that is missing would make all after it differ.
    private static func outline(of sense: Sense, indent: String) -> [String] {
        let inner = indent + "    "
        return ["\(indent)sense \(sense.definition)"] + sense.labels.map { "\(inner)label \($0)" }
            + sense.examples.map { "\(inner)example \($0)" } + terms(sense.synonyms, sense.antonyms, indent: inner)
            + sense.senses.flatMap { outline(of: $0, indent: inner) }
    }

    private static func terms(_ synonyms: [String], _ antonyms: [String], indent: String) -> [String] {
        synonyms.map { "\(indent)synonym \($0)" } + antonyms.map { "\(indent)antonym \($0)" }
    }
}
