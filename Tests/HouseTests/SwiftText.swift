/// A Swift file as far as it matters for who uses what: its words outside of comments and texts.
struct SwiftText {
    /// The modules that it imports.
    private(set) var imports: Set<String> = []
    /// Types of the file that other files can name.
    private(set) var types: Set<String> = []
    /// Names of types that it uses and does not declare inside of others.
    private(set) var uses: Set<String> = []

    init(_ source: String) {
        var nested: Set<String> = []
        for line in CodeScanner.code(of: source).split(separator: UInt8(ascii: "\n")) {
            let words = Self.words(of: line)
            guard let first = words.first else { continue }
            if let place = words.firstIndex(where: { $0.text == "import" }), words[..<place].allSatisfy(\.isModifier) {
                imports.formUnion(words.dropFirst(place + 1).prefix(1).map(\.text))
                continue
            }
            let place = words.firstIndex { Self.keywords.contains($0.text) && !$0.isMember }
            if let place, words[..<place].allSatisfy(\.isModifier), words.indices.contains(place + 1) {
                let name = words[place + 1].text
                if first.column > 0 {
                    nested.insert(name)
                } else if !words[..<place].contains(where: { ["private", "fileprivate"].contains($0.text) }) {
                    types.insert(name)
                }
            }
            uses.formUnion(words.lazy.filter { !$0.isMember && $0.text.first?.isUppercase == true }.map(\.text))
        }
        uses.subtract(nested)
    }

    private static let keywords: Set = ["struct", "class", "enum", "actor", "protocol", "typealias", "associatedtype"]

    private struct Word {
        let text: String
        /// In bytes, from the line's beginning.
        let column: Int
        /// Whether a dot stands before it.
        let isMember: Bool

        var isModifier: Bool { text.first?.isLowercase == true || isAttribute }
        var isAttribute: Bool { text == "Sendable" || text == "MainActor" }
    }

    private static func words(of line: ArraySlice<UInt8>) -> [Word] {
        var words: [Word] = []
        var place = line.startIndex
        while place < line.endIndex {
            guard isInWord(line[place]) else {
                place += 1
                continue
            }
            var end = place
            while end < line.endIndex, isInWord(line[end]) { end += 1 }
            words.append(
                Word(
                    text: String(decoding: line[place..<end], as: UTF8.self), column: place - line.startIndex,
                    isMember: place > line.startIndex && line[place - 1] == UInt8(ascii: ".")))
            place = end
        }
        return words
    }

    private static func isInWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), 0x80...:
            true
        default: false
        }
    }
}
