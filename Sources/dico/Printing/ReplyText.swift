import Lexicon

/// A reply as a person reads it on a terminal.
struct ReplyText {
    let reply: LookupReply
    let style: TerminalStyle

    var text: String {
        guard reply.outcome == .found else { return style.bold(reply.word) + "  " + explanation }
        var lines = reply.entries.flatMap(lines(of:)).flatMap { style.wrapped($0.text, indent: $0.indent) }
        if let source = reply.source {
            let credit = [source.name, source.license, source.url].compactMap(\.self).joined(separator: ", ")
            lines += style.wrapped(style.dim("  \(credit)"), indent: 2)
        }
        return lines.joined(separator: "\n")
    }

    /// One sentence on why there is no definition.
    var explanation: String {
        let what =
            switch reply.outcome {
            case .found: "found"
            case .notFound: "no such word"
            case .unavailable: "no answer for now"
            case .blocked: "the site refuses"
            case .markupChanged: "the page could not be read"
            case .rejected: "not a request"
            case .expired: "too late"
            }
        return reply.error.map { "\(what): \($0)" } ?? what
    }

    private struct Line {
        var text: String
        /// Of its continuation.
        var indent: Int
    }

    private func lines(of entry: Entry) -> [Line] {
        let sounds = entry.pronunciations.map { $0.notation == .ipa ? "/\($0.text)/" : $0.text }
        let kind = entry.partOfSpeechLabel ?? entry.partOfSpeech?.rawValue
        let head = [style.bold(entry.headword)] + sounds.map(style.dim) + [kind].compactMap(\.self)
        var lines = [Line(text: head.joined(separator: "  "), indent: 2)]
        append(entry.senses, prefix: "", indent: "  ", to: &lines)
        append(words: entry.synonyms, sign: "=", indent: "  ", to: &lines)
        append(words: entry.antonyms, sign: "≠", indent: "  ", to: &lines)
        return lines
    }

    private func append(_ senses: [Sense], prefix: String, indent: String, to lines: inout [Line]) {
        for (position, sense) in senses.enumerated() {
            let number = "\(prefix)\(position + 1)."
            let labels = sense.labels.isEmpty ? [] : [style.dim("(\(sense.labels.joined(separator: ", ")))")]
            let text = ([number] + labels + [sense.definition]).filter { !$0.isEmpty }.joined(separator: " ")
            let inner = indent + String(repeating: " ", count: number.count + 1)
            lines.append(Line(text: indent + text, indent: inner.count))
            for example in sense.examples {
                lines.append(Line(text: inner + style.dim("— \(example)"), indent: inner.count + 2))
            }
            append(words: sense.synonyms, sign: "=", indent: inner, to: &lines)
            append(words: sense.antonyms, sign: "≠", indent: inner, to: &lines)
            append(sense.senses, prefix: number, indent: inner, to: &lines)
        }
    }

    private func append(words: [String], sign: String, indent: String, to lines: inout [Line]) {
        guard !words.isEmpty else { return }
        let text = indent + style.dim("\(sign) \(words.joined(separator: ", "))")
        lines.append(Line(text: text, indent: indent.count + 2))
    }
}
