import Lexicon

/// The senses of an entry by their marks, to which examples and synonyms are joined.
struct MarkedSenses {
    /// A sense with its sub-senses.
    struct Line {
        /// "1", "2a"; nil where the page gives none.
        let name: String?
        var sense: Sense
        var lines: [Line] = []
        /// Whether the sub-senses of `sense` are in it, and not in `lines`.
        var isWhole = false

        /// What is joined to a sense item by item may come twice.
        var whole: Sense {
            var whole = sense
            whole.synonyms = whole.synonyms.unique
            whole.antonyms = whole.antonyms.unique
            if !isWhole { whole.senses = lines.map(\.whole) }
            return whole
        }
    }

    private(set) var lines: [Line]
    /// The way to the sense that a name stands for, as places among the lines and their sub-lines.
    private let paths: [String: [Int]]

    var senses: [Sense] { lines.map(\.whole) }

    init(_ lines: [Line]) {
        self.lines = lines
        var paths: [String: [Int]] = [:]
        Self.collect(lines, at: [], into: &paths)
        self.paths = paths
    }

    /// Senses that are numbered by their order: "1", "2", and below the first "1.1" and "1a".
    ///
    /// - Parameter isAsked: Whether anything may name one of them: making the names costs more than most entries.
    init(numbering senses: [Sense], isAsked: Bool) {
        lines = senses.map { Line(name: nil, sense: $0, isWhole: !isAsked) }
        guard isAsked else {
            self.paths = [:]
            return
        }
        var paths: [String: [Int]] = [:]
        for (index, sense) in senses.enumerated() {
            paths["\(index + 1)"] = [index]
            for place in sense.senses.indices {
                paths["\(index + 1).\(place + 1)"] = [index, place]
                if let letter = Unicode.Scalar(UInt32(97 + place)), place < 26 {
                    paths["\(index + 1)\(letter)"] = [index, place]
                }
            }
            lines[index].lines = sense.senses.map { Line(name: nil, sense: $0, isWhole: true) }
        }
        self.paths = paths
    }

    /// Changes the senses that `names` name, or their first sub-senses where a name stands for a group; false where
    /// there is none of them.
    mutating func join(_ names: some Sequence<String>, _ change: (inout Sense) -> Void) -> Bool {
        var isJoined = false
        for name in names {
            guard let path = paths[name] else { continue }
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

    /// Where several senses could be meant, the first in the order here is.
    private static func collect(_ lines: [Line], at place: [Int], into paths: inout [String: [Int]]) {
        func note(_ name: String, _ index: Int) {
            if paths[name] == nil { paths[name] = place + [index] }
        }
        for (index, line) in lines.enumerated() { line.name.map { note($0, index) } }
        for (index, line) in lines.enumerated() { collect(line.lines, at: place + [index], into: &paths) }
        // "[2]" where the page has only "[2a]" and "[2b]", "(1)" where it has "(1.1)".
        for (index, line) in lines.enumerated() {
            guard let name = line.name else { continue }
            let group = name.contains(".") ? name.prefix { $0 != "." } : name.prefix(while: \.isNumber)
            if !group.isEmpty { note(String(group), index) }
        }
    }

    private static func change(_ lines: inout [Line], at path: ArraySlice<Int>, _ change: (inout Sense) -> Void) {
        guard let index = path.first else { return }
        if path.count == 1 { return change(&lines[index].sense) }
        Self.change(&lines[index].lines, at: path.dropFirst(), change)
    }
}
