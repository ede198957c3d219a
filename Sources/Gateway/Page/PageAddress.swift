import Lexicon

/// Where pages are, as links and redirections name them.
enum PageAddress {
    static let home = "/"

    /// The page of a word. Two words have none of their own, `.` and `..`: browsers take those for folders, however they
    /// are encoded.
    static func of(_ word: String, in language: String) -> String {
        hasPage(word)
            ? "/\(encoded(language))/\(encoded(word))" : "/?language=\(encoded(language))&word=\(encoded(word))"
    }

    static func hasPage(_ word: String) -> Bool { word != "." && word != ".." }

    /// Nothing of it means anything in an address any more.
    private static func encoded(_ text: String) -> String { PercentEncoding.encode(text) }
}
