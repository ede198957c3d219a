import Lexicon

extension Recorder {
    /// The command that records a word's page, as a person types it.
    static func command(language: some StringProtocol, word: String) -> String {
        // Behind -- nothing is an option.
        "dico fixtures record \(language) \(word.hasPrefix("-") ? "-- " : "")\(shellWord(word))"
    }
}
