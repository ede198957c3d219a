import Lexicon

/// The senses that a mark names: "1", "1, 2", "1–3", "2a", "1a, b", "1.1", "1.1-2", "*".
enum SenseNumbers {
    /// Each by its full name, in the order of the mark; empty where `inside`, which is what a mark has between its
    /// signs, names none.
    ///
    /// - Parameter joiningWords: What may stand for a comma.
    static func names(in inside: Substring, joiningWords: Set<String> = []) -> [String] {
        guard inside.count <= 60 else { return [] }
        var names: [String] = []
        // In "1a, b" the second is "1b", in "1.1, 2" it is "1.2".
        var last = ""
        for piece in pieces(of: inside, joiningWords) {
            guard !goesOnWithWord(piece) else { return [] }
            let ends = piece.split(whereSeparator: { "–-—".contains($0) }).map { $0.filter { !$0.isWhitespace } }
            guard (1...2).contains(ends.count), !piece.contains("--"), let from = name(ends[0], after: last) else {
                return []
            }
            last = from
            guard ends.count == 2 else {
                names.append(from)
                continue
            }
            guard let to = name(ends[1], after: from) else { return [] }
            names += range(from: from, to: to)
            last = to
        }
        return names
    }

    /// Whether a letter stands behind a full stop and a space, as in "1. A", where a text begins.
    private static func goesOnWithWord(_ piece: Substring) -> Bool {
        piece.split(separator: ".").dropFirst().contains { behind in
            behind.first?.isWhitespace == true && behind.first { !$0.isWhitespace }?.isLetter == true
        }
    }

    private static func pieces(of inside: Substring, _ joiningWords: Set<String>) -> [Substring] {
        inside.split(whereSeparator: { ",;&+".contains($0) }).flatMap { piece -> [Substring] in
            guard !joiningWords.isEmpty else { return [piece] }
            return piece.split(separator: " ").split(whereSeparator: { joiningWords.contains(String($0)) }).map {
                words in
                words.first.flatMap { first in words.last.map { piece[first.startIndex..<$0.endIndex] } } ?? ""
            }
        }
    }

    /// A number, a number with a letter, numbers joined by dots, or what goes on from the one before: a letter, or the
    /// last of several numbers.
    private static func name(_ written: String, after last: String) -> String? {
        if written == "*" { return written }
        let text = written.hasSuffix(".") ? String(written.dropLast()) : written
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard !text.isEmpty, text.count <= 12, parts.dropLast().allSatisfy(isNumber), let end = parts.last else {
            return nil
        }
        let digits = end.prefix(while: isDigit)
        let letters = end.dropFirst(digits.count)
        guard letters.count <= 1, letters.allSatisfy(\.isLetter), !end.isEmpty, digits.count <= 4 else { return nil }
        if parts.count > 1 { return text }
        if digits.isEmpty { return number(of: last) + letters }
        return last.contains(".") ? group(of: last) + text : text
    }

    private static func isDigit(_ character: Character) -> Bool { character.isASCII && character.isNumber }

    private static func isNumber(_ text: Substring) -> Bool { !text.isEmpty && text.allSatisfy(isDigit) }

    /// "2" of "2a".
    private static func number(of name: String) -> String { String(name.prefix { isDigit($0) || $0 == "." }) }

    /// "1." of "1.2".
    private static func group(of name: String) -> String {
        name.lastIndex(of: ".").map { String(name[...$0]) } ?? ""
    }

    private static func range(from: String, to: String) -> [String] {
        let group = group(of: from)
        let (first, last) = (from.dropFirst(group.count), to.dropFirst(Self.group(of: to).count))
        if let low = Int(first), let high = Int(last), low <= high, high - low < 100 {
            return (low...high).map { "\(group)\($0)" }
        }
        let number = number(of: from)
        guard let low = from.last?.unicodeScalars.first?.value, let high = to.last?.unicodeScalars.first?.value,
            number == Self.number(of: to), low <= high, high - low < 26
        else { return [from, to] }
        return (low...high).compactMap(Unicode.Scalar.init).map { "\(number)\($0)" }
    }
}
