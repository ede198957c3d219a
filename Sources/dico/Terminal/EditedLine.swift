/// A line while somebody types it, with the lines before it: pure, without any terminal.
struct EditedLine {
    /// What is to happen beside drawing the line.
    enum Step: Hashable {
        case goOn, finished, endOfInput, interrupt, suspend
    }

    private(set) var characters: [Character] = []
    /// How many characters stand before it.
    private(set) var cursor = 0
    /// Earlier lines, the newest last.
    private let history: [String]
    /// Which of them is shown; their number for the line itself.
    private var shown: Int
    /// The line itself, while an earlier one is shown.
    private var own = ""

    init(history: [String] = []) {
        self.history = history
        shown = history.count
    }

    var text: String { String(characters) }

    mutating func take(_ key: Keystroke) -> Step {
        switch key {
        case .enter: return .finished
        case .interrupt: return .interrupt
        case .suspend: return .suspend
        case .endOfInput:
            if characters.isEmpty { return .endOfInput }
            erase(cursor..<min(cursor + 1, characters.count))
        case .scalar(let scalar): insert(scalar)
        case .backspace: erase(max(0, cursor - 1)..<cursor)
        case .delete: erase(cursor..<min(cursor + 1, characters.count))
        case .eraseToEnd: erase(cursor..<characters.count)
        case .eraseToStart: erase(0..<cursor)
        case .eraseWord: erase(startOfWord..<cursor)
        case .left: cursor = max(0, cursor - 1)
        case .right: cursor = min(characters.count, cursor + 1)
        case .wordLeft: cursor = startOfWord
        case .wordRight: cursor = endOfWord
        case .start: cursor = 0
        case .end: cursor = characters.count
        case .older: show(shown - 1)
        case .newer: show(shown + 1)
        case .redraw: break
        }
        return .goOn
    }

    /// An accent that comes by itself joins the letter before it.
    private mutating func insert(_ scalar: Unicode.Scalar) {
        var before = String(characters[..<cursor])
        before.unicodeScalars.append(scalar)
        characters = Array(before + String(characters[cursor...]))
        cursor = before.count
    }

    private mutating func erase(_ range: Range<Int>) {
        characters.removeSubrange(range)
        cursor = range.lowerBound
    }

    private var startOfWord: Int {
        let end = characters[..<cursor].lastIndex { $0 != " " }.map { $0 + 1 } ?? 0
        return characters[..<end].lastIndex(of: " ").map { $0 + 1 } ?? 0
    }

    private var endOfWord: Int {
        let start = characters[cursor...].firstIndex { $0 != " " } ?? characters.count
        return characters[start...].firstIndex(of: " ") ?? characters.count
    }

    private mutating func show(_ place: Int) {
        guard (0...history.count).contains(place), place != shown else { return }
        if shown == history.count { own = text }
        shown = place
        characters = Array(place == history.count ? own : history[place])
        cursor = characters.count
    }

    /// What of the line fits in so many columns, with the cursor in it, and the column that the cursor is in.
    func window(columns width: Int) -> (text: String, cursor: Int) {
        var start = 0
        while characters[start..<cursor].columns >= max(width, 1) { start += 1 }
        var end = start
        while end < characters.count, characters[start...end].columns <= width { end += 1 }
        return (String(characters[start..<max(end, cursor)]), characters[start..<cursor].columns)
    }
}
