/// A pattern as steps, all ways of which are gone at once.
struct PatternProgram: Sendable {
    enum Step: Sendable {
        case one(PatternScalars)
        case start, end
        case wordBorder(Bool)
        /// The first way is preferred.
        case fork(Int, Int)
        case jump(Int)
        case match
    }

    private static let mostSteps = 2_000

    private(set) var steps: [Step] = []
    /// Pieces that were added; repeats of nothing make no steps, and are to be bounded too.
    private var pieces = 0

    /// - Parameter placed: What is to be matched, made of what was written.
    init(_ source: String, placed: (PatternPiece) -> PatternPiece = { $0 }) throws(PatternFault) {
        var parser = PatternParser(source)
        let piece = placed(try parser.parse())
        try add(piece)
        steps.append(.match)
    }

    private mutating func add(_ piece: PatternPiece) throws(PatternFault) {
        pieces += 1
        guard steps.count < Self.mostSteps, pieces < 2 * Self.mostSteps else {
            throw PatternFault(description: "a pattern was expected: with all its repeats this one is too long")
        }
        switch piece {
        case .one(let scalars): steps.append(.one(scalars))
        case .start: steps.append(.start)
        case .end: steps.append(.end)
        case .wordBorder(let isMeant): steps.append(.wordBorder(isMeant))
        case .sequence(let pieces): for piece in pieces { try add(piece) }
        case .choice(let ways): try add(ways: ways)
        case .repeated(let piece, let least, let most, let isGreedy):
            for _ in 0..<least { try add(piece) }
            if let most {
                for _ in least..<most { try addOptional(piece, isGreedy: isGreedy) }
            } else {
                let fork = steps.count
                try addOptional(piece, isGreedy: isGreedy, thenBackTo: fork)
            }
        }
    }

    private mutating func addOptional(
        _ piece: PatternPiece, isGreedy: Bool, thenBackTo start: Int? = nil
    ) throws(PatternFault) {
        let fork = steps.count
        steps.append(.match)
        try add(piece)
        if let start { steps.append(.jump(start)) }
        steps[fork] = isGreedy ? .fork(fork + 1, steps.count) : .fork(steps.count, fork + 1)
    }

    private mutating func add(ways: [PatternPiece]) throws(PatternFault) {
        var ends: [Int] = []
        for way in ways.dropLast() {
            let fork = steps.count
            steps.append(.match)
            try add(way)
            ends.append(steps.count)
            steps.append(.match)
            steps[fork] = .fork(fork + 1, steps.count)
        }
        if let last = ways.last { try add(last) }
        for end in ends { steps[end] = .jump(steps.count) }
    }
}

/// Looks for a pattern in one text.
struct PatternMatcher {
    /// A way that is being gone: where in the program, and where in the text it began.
    private struct Way {
        let step: Int
        let start: Int
    }

    private let program: [PatternProgram.Step]
    private let text: [Unicode.Scalar]
    /// What is left of the steps that it may take.
    private(set) var steps: Int
    /// By step of the program, the place in the text for which it was last reached, and one more.
    private var reached: [Int]
    /// The number of the walk, so that one does not take the marks of another for its own.
    private var walk = 0

    init(program: PatternProgram, text: [Unicode.Scalar], steps: Int) {
        self.program = program.steps
        self.text = text
        self.steps = steps
        reached = Array(repeating: 0, count: program.steps.count)
    }

    /// The first match at or after `start`; nil where there is none, or no step is left.
    mutating func match(from start: Int) -> Range<Int>? {
        var ways: [Way] = []
        var found: Range<Int>?
        for place in start...text.count {
            walk += 1
            var current: [Way] = []
            for way in ways { reach(way.step, from: way.start, at: place, &current) }
            // Later beginnings come after all earlier ones, and not at all behind a match.
            if found == nil { reach(0, from: place, at: place, &current) }
            ways = []
            for way in current {
                guard case .one(let scalars) = program[way.step] else {
                    // A match: what comes after it in the order of preference is dropped.
                    found = way.start..<place
                    break
                }
                steps -= scalars.cost
                if place < text.count, scalars.contains(text[place]) {
                    ways.append(Way(step: way.step + 1, start: way.start))
                }
            }
            steps -= 1
            if steps <= 0 { return nil }
            if ways.isEmpty, found != nil { return found }
        }
        return found
    }

    /// Notes the steps that take a scalar, or end a match, which can be reached from `step` without one.
    private mutating func reach(_ step: Int, from start: Int, at place: Int, _ ways: inout [Way]) {
        var open = [step]
        while let step = open.popLast() {
            guard reached[step] != walk else { continue }
            reached[step] = walk
            steps -= 1
            switch program[step] {
            case .one, .match: ways.append(Way(step: step, start: start))
            case .jump(let other): open.append(other)
            case .fork(let first, let second): open += [second, first]
            case .start: if place == 0 { open.append(step + 1) }
            case .end: if place == text.count { open.append(step + 1) }
            case .wordBorder(let isMeant): if isWordBorder(place) == isMeant { open.append(step + 1) }
            }
        }
    }

    private func isWordBorder(_ place: Int) -> Bool {
        let before = place > 0 && PatternScalars.Kind.word.contains(text[place - 1])
        let after = place < text.count && PatternScalars.Kind.word.contains(text[place])
        return before != after
    }
}
