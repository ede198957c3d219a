import Lexicon

/// The senses of an entry by their marks, to which examples and synonyms are joined.
struct MarkedSenses {
    /// A sense with its sub-senses.
    struct Line {
        /// "1", "2a"; nil where the page gives none.
        let name: String?
        var sense: Sense
        var lines: [Line] = []

        var whole: Sense {
            var whole = sense
            whole.senses = lines.map(\.whole)
            return whole
        }
    }

    private(set) var lines: [Line]

    var senses: [Sense] { lines.map(\.whole) }

    init(_ lines: [Line]) {
        self.lines = lines
    }

    /// Changes the senses that `names` name, or their first sub-senses where a name stands for a group; false where
    /// there is none of them.
    mutating func join(_ names: some Sequence<String>, _ change: (inout Sense) -> Void) -> Bool {
        var isJoined = false
        for name in names {
            guard let path = Self.path(to: name, in: lines) else { continue }
            Self.change(&lines, at: path[...], change)
            isJoined = true
        }
        return isJoined
    }

    /// Changes the first sense of all; false where there is none.
    mutating func joinFirst(_ change: (inout Sense) -> Void) -> Bool {
        guard !lines.isEmpty else { return false }
        Self.change(&lines, at: [0], change)
        return true
    }

    private static func path(to name: String, in lines: [Line]) -> [Int]? {
        for (index, line) in lines.enumerated() where line.name == name { return [index] }
        for (index, line) in lines.enumerated() {
            if let rest = path(to: name, in: line.lines) { return [index] + rest }
        }
        // "[2]" where the page has only "[2a]" and "[2b]".
        let isGroup = name.allSatisfy(\.isNumber)
        let part = lines.firstIndex { isGroup && $0.name?.filter(\.isNumber) == name }
        return part.map { [$0] }
    }

    private static func change(_ lines: inout [Line], at path: ArraySlice<Int>, _ change: (inout Sense) -> Void) {
        guard let index = path.first else { return }
        if path.count == 1 { return change(&lines[index].sense) }
        Self.change(&lines[index].lines, at: path.dropFirst(), change)
    }
}
