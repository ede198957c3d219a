import Markup

/// What a field says of the entries of a page: inside each, or around it. What stands around is read once, however many
/// entries it holds for.
struct Surroundings {
    private let field: Field
    /// None of them is inside another.
    private let entries: Set<Node>
    private let budget: ReadingBudget
    /// Makes what an entry has of the texts of an element.
    private let made: ([String]) -> [String]
    private var known: [Node: [String]] = [:]

    init(
        _ field: Field, entries: Set<Node>, budget: ReadingBudget,
        making made: @escaping ([String]) -> [String] = { $0 }
    ) {
        self.field = field
        self.entries = entries
        self.budget = budget
        self.made = made
    }

    /// Inside `entry`, or else in the nearest element around it that has any outside of entries: what a page says once
    /// holds for every entry below.
    mutating func texts(of entry: Node) throws -> [String] {
        let own = field.texts(in: entry, budget)
        return own.isEmpty ? try texts(around: entry) : made(own)
    }

    mutating func texts(around entry: Node) throws -> [String] {
        var scope = entry.parent
        while let current = scope {
            let found = try texts(outsideOfEntriesIn: current)
            if !found.isEmpty { return found }
            scope = current.parent
        }
        return []
    }

    private mutating func texts(outsideOfEntriesIn scope: Node) throws -> [String] {
        if let texts = known[scope] { return texts }
        try budget.checkTime()
        let texts = made(
            field.nodes(in: scope).filter { !entries.contains($0) && !$0.isInside(any: entries) }
                .flatMap { field.texts(of: $0, budget) })
        known[scope] = texts
        return texts
    }
}

extension Node {
    /// Whether one of the elements around it is among `nodes`.
    func isInside(any nodes: Set<Node>) -> Bool {
        ancestor(where: nodes.contains) != nil
    }
}
