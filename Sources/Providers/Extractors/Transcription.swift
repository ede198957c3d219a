import Foundation

/// How a pronunciation is written down.
enum Transcription {
    /// Slashes, backslashes and square brackets say how exact a transcription is, and are no part of it.
    static func withoutBrackets(_ text: String) -> String {
        text.trimmingCharacters(in: brackets)
    }

    private static let brackets = CharacterSet.whitespaces.union(CharacterSet(charactersIn: "/\\[]"))
}
