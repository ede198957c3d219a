import Foundation
import Lexicon

/// A word as the name of a folder: readable in every script, and the same on every file system.
enum FolderName {
    /// Most bytes of a name; every common file system takes 255.
    private static let longest = 200
    private static let mark: Character = "~"

    /// What some file system reads as its own.
    private static let refused: Set<Character> = ["/", "\\", ":", "*", "?", "\"", "<", ">", "|", "%", mark]

    /// The name of the folder of `word`. A name that would be too long is shortened, with a number of its own behind: that
    /// folder's files tell the word.
    static func name(of word: String) -> String {
        let word = normalForm(of: word)
        var name = ""
        for character in word {
            let isControl = character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
            name += refused.contains(character) || isControl ? encoded(String(character)) : String(character)
        }
        // Hidden, or cut off by some.
        if let first = name.first, first == "." { name = encoded(".") + name.dropFirst() }
        if let last = name.last, last == "." || last == " " { name = name.dropLast() + encoded(String(last)) }
        return name.utf8.count <= longest ? name : shortened(name, of: word)
    }

    /// The word of a folder; nil where its name was shortened.
    static func word(of folder: String) -> String? {
        isShortened(folder) ? nil : normalForm(of: folder.removingPercentEncoding ?? folder)
    }

    private static func isShortened(_ folder: String) -> Bool {
        guard let start = folder.lastIndex(of: mark) else { return false }
        let number = folder[start...].dropFirst()
        return number.count == 16 && number.allSatisfy(\.isHexDigit)
    }

    private static func shortened(_ name: String, of word: String) -> String {
        var kept = ""
        for character in name {
            guard kept.utf8.count + character.utf8.count <= longest - 17 else { break }
            kept.append(character)
        }
        // A percent sign without its number would be read as none.
        while let last = kept.lastIndex(of: "%"), kept.distance(from: last, to: kept.endIndex) < 3 {
            kept = String(kept[..<last])
        }
        let digits = String(fingerprint(of: word.utf8), radix: 16)
        return kept + String(mark) + String(repeating: "0", count: 16 - digits.count) + digits
    }

    private static func encoded(_ text: String) -> String {
        text.utf8.map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "%0\(digits)" : "%\(digits)"
        }.joined()
    }
}
