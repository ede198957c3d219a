extension Orthography {
    /// A word without capitals.
    package func lowercased(_ word: String) -> String {
        let word = hasDotlessI ? word.replacing("I", with: "ı").replacing("İ", with: "i") : word
        return word.contains("Σ") ? Self.lowercasedGreek(word) : word.lowercased()
    }

    /// The small sigma has a form of its own at the end of a word.
    private static func lowercasedGreek(_ word: String) -> String {
        word.split(separator: " ", omittingEmptySubsequences: false).map { part in
            let isFinal = part.count > 1 && part.hasSuffix("Σ")
            return isFinal ? part.dropLast().lowercased() + "ς" : part.lowercased()
        }.joined(separator: " ")
    }

    private func capitalised(_ word: some StringProtocol) -> String {
        if hasIJ, word.hasPrefix("ij") { return "IJ" + word.dropFirst(2) }
        guard let first = word.first else { return String(word) }
        return (hasDotlessI && first == "i" ? "İ" : first.uppercased()) + word.dropFirst()
    }

    /// As names of places have it: short words within, such as "de" and "and", stay small.
    private func titled(_ words: String) -> String {
        let parts = words.split(separator: " ")
        return parts.enumerated().map { index, part in
            let isWithin = index > 0 && index < parts.count - 1
            return isWithin && part.count <= 3 ? String(part) : capitalised(part)
        }.joined(separator: " ")
    }

    /// The forms of a word in other cases that a dictionary may have it in, the likeliest first.
    package func otherCases(of word: String) -> [String] {
        let small = lowercased(word)
        let names = [capitalised(small), titled(small)]
        let forms = capitalisesNouns && isInCapitals(word) ? names + [small] : [small] + names
        return forms.reduce(into: []) { if $1 != word, !$0.contains($1) { $0.append($1) } }
    }

    /// The forms of a word that is all in capitals, as headings have it; none of any other.
    package func withoutCapitals(_ word: String) -> [String] {
        isInCapitals(word) ? otherCases(of: word) : []
    }

    private func isInCapitals(_ word: String) -> Bool {
        // Many leave ß as it is among capitals.
        word.count(where: \.isUppercase) > 1 && !word.contains { $0.isLowercase && $0 != "ß" }
    }
}
