/// How a language is spelt: what the capitals of its letters are, and which spellings of a word its readers take for the
/// same.
package struct Orthography: Sendable, Hashable {
    /// The language's code, without a region.
    private let language: String

    /// - Parameter language: Its code; without one, what holds for most.
    package init(language: String = "") {
        self.language = String(language.prefix { $0 != "-" })
    }

    /// Whether i and ı are two letters, İ and I their capitals.
    var hasDotlessI: Bool { ["tr", "az", "crh"].contains(language) }

    /// Whether all nouns have a capital.
    var capitalisesNouns: Bool { ["de", "lb"].contains(language) }

    /// Whether ij is one letter.
    var hasIJ: Bool { language == "nl" }
}
