/// The marks by which an entry's examples and synonyms name the senses they belong to: `[1]`, `[1, 2]`, `[1–3]`,
/// `[2a]`, `[1a, b]`, `[*]`.
struct SenseMark: Hashable {
    /// "1", "2a" or "*", in the order of the mark.
    let names: [String]

    /// Takes the mark off the head of `text`; nil where there is none.
    static func take(off text: inout Substring) -> SenseMark? {
        guard text.first == "[", let end = text.firstIndex(of: "]") else { return nil }
        let inside = text[text.index(after: text.startIndex)..<end]
        guard inside.count <= 40, inside.allSatisfy({ $0.isNumber || $0.isLetter || " ,;–-*.".contains($0) }) else {
            return nil
        }
        let names = names(in: inside)
        guard !names.isEmpty else { return nil }
        text = text[text.index(after: end)...].drop(while: \.isWhitespace)
        return SenseMark(names: names)
    }

    private static func names(in inside: Substring) -> [String] {
        var names: [String] = []
        // In "1a, b" the second is "1b".
        var number = ""
        for piece in inside.split(whereSeparator: { ",;".contains($0) }) {
            let ends = piece.split(whereSeparator: { "–-".contains($0) }).map {
                $0.filter { !$0.isWhitespace && $0 != "." }
            }
            guard let first = ends.first, let from = name(first, after: number) else { return [] }
            number = from.filter(\.isNumber)
            guard ends.count == 2, let to = name(ends[1], after: number) else {
                names.append(from)
                continue
            }
            names += range(from: from, to: to)
            number = to.filter(\.isNumber)
        }
        return names
    }

    /// A number, a number with a letter, or a letter that continues a number.
    private static func name(_ text: String, after number: String) -> String? {
        if text == "*" { return text }
        let digits = text.prefix(while: \.isNumber)
        let letters = text.dropFirst(digits.count)
        guard letters.count <= 1, letters.allSatisfy(\.isLetter), !text.isEmpty else { return nil }
        return digits.isEmpty ? number + letters : text
    }

    private static func range(from: String, to: String) -> [String] {
        if let low = Int(from), let high = Int(to), low <= high, high - low < 100 {
            return (low...high).map(String.init)
        }
        let number = from.prefix(while: \.isNumber)
        guard let low = from.last?.unicodeScalars.first?.value, let high = to.last?.unicodeScalars.first?.value,
            number == to.prefix(while: \.isNumber), low <= high, high - low < 26
        else { return [from, to] }
        return (low...high).compactMap(Unicode.Scalar.init).map { "\(number)\($0)" }
    }
}
