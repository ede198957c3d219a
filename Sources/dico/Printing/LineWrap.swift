/// Breaks a line where it gets wider than a terminal: at spaces, and between characters that are written without any. A word
/// that is wider by itself is left whole, so that an address can still be copied.
struct LineWrap {
    let width: Int
    /// Columns before each line but the first.
    let indent: Int

    /// What may not begin a line.
    private static let closing = Set("。，、；：？！）」』】》〉’”・ー々,.;:?!)]")
    /// What may not end one.
    private static let opening = Set("（「『【《〈‘“([")

    func lines(of text: String) -> [String] {
        var lines: [String] = []
        var line = ""
        var columns = 0
        for piece in pieces(of: text) {
            let isFull = columns + piece.visible.columns > width
            if isFull, columns > (lines.isEmpty ? 0 : indent) {
                lines.append(line.trimmingSuffix { $0 == " " })
                line = String(repeating: " ", count: indent) + piece.text.drop { $0 == " " }
                columns = indent + piece.visible.drop { $0 == " " }.columns
            } else {
                line += piece.text
                columns += piece.visible.columns
            }
        }
        return lines + [line]
    }

    /// What stays together.
    private struct Piece {
        /// With the escape sequences of its style.
        var text = ""
        var visible = ""
    }

    private func pieces(of text: String) -> [Piece] {
        var pieces = [Piece()]
        var isEscape = false
        for character in text {
            if character == "\u{1B}" { isEscape = true }
            guard !isEscape else {
                pieces[pieces.count - 1].text.append(character)
                if character == "m" { isEscape = false }
                continue
            }
            if let last = pieces[pieces.count - 1].visible.last, breaks(between: last, and: character) {
                pieces.append(Piece())
            }
            pieces[pieces.count - 1].text.append(character)
            pieces[pieces.count - 1].visible.append(character)
        }
        return pieces
    }

    private func breaks(between last: Character, and next: Character) -> Bool {
        if next == " " { return last != " " }
        if last == " " { return false }
        return (last.columns == 2 || next.columns == 2) && !Self.closing.contains(next) && !Self.opening.contains(last)
    }
}

extension String {
    fileprivate func trimmingSuffix(while isUnwanted: (Character) -> Bool) -> String {
        var text = self[...]
        while let last = text.last, isUnwanted(last) { text.removeLast() }
        return String(text)
    }
}
