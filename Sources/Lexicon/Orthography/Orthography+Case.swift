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

    /// As names of places have it, "Aix-en-Provence" and "Côte d'Ivoire": what only joins the words of a name stays small, and
    /// what is left behind an apostrophe where that has cut off no article, as in "don't".
    private func titled(_ words: String) -> String {
        guard words.first != "-" else { return words }
        let parts = words.split(omittingEmptySubsequences: false) { " -'".contains($0) }
        return parts.indices.map { index in
            let part = parts[index]
            let before = words[..<part.startIndex].last
            let isCapital =
                switch (before, words[part.endIndex...].isEmpty) {
                case ("'", _): Self.elided.contains(parts[index - 1])
                case (nil, _), (_, true): true
                default: !Self.joining.contains(part)
                }
            return (before.map(String.init) ?? "") + (isCapital ? capitalised(part) : String(part))
        }.joined()
    }

    /// What an apostrophe joins to a name that has a capital still: "L'Aquila", "O'Neill", "N'Djamena".
    private static let elided: Set<Substring> = [
        "all", "d", "dall", "dell", "l", "m", "n", "nell", "o", "sant", "sull",
    ]

    /// Prepositions, articles and conjunctions within names of places, in the languages around.
    private static let joining: Set<Substring> = [
        "a", "aan", "al", "all", "am", "an", "and", "au", "auf", "aux", "bei", "d", "da", "dall", "das", "de",
        "degli", "dei", "del", "dell", "della", "delle", "dem", "den", "der", "des", "di", "do", "dos", "du", "e",
        "el", "en", "es", "et", "het", "i", "im", "in", "l", "la", "las", "le", "les", "los", "lès", "lez", "na",
        "nad", "nell", "ob", "och", "of", "og", "on", "op", "pod", "près", "på", "sous", "sul", "sull", "sulla",
        "sur", "te", "the", "und", "upon", "van", "vom", "von", "w", "y", "z", "zu", "zum", "zur", "à", "ès", "в",
        "де", "ди", "и", "ла", "на", "над", "под",
    ]

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
