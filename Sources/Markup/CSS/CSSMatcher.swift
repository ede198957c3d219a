internal import CLibxml2

/// Looks for the elements that a CSS selector matches.
///
/// The tree is walked once and every element judged from right to left, which gives document order without sorting
/// and without duplicates. Every step to another node counts, and when the budget is used up nothing matches any more.
struct CSSMatcher {
    private var scope: NodePointer
    private let mostSteps: Int
    private var steps: Int
    private var positions = PositionCache()
    private var classes = ElementClasses()

    /// Of a page of `bytes` bytes. Looking at every node and what is around it takes some steps a byte; a search that
    /// needs more is one that grows with the square of the page.
    init(scope: NodePointer, bytes: Int) {
        self.scope = scope
        mostSteps = 1_000_000 + 4 * bytes
        steps = mostSteps
    }

    /// What the steps so far cost, in nodes of a text that is read.
    var nodes: Int { (mostSteps - steps) >> 3 }

    /// What it did, in words that go on from the selector; nil while it may go on.
    var complaint: String? { steps > 0 ? nil : "takes more than \(mostSteps) steps on the page" }

    mutating func select(_ selector: CSSSelector, inclusive: Bool, limit: Int) -> [NodePointer] {
        var found: [NodePointer] = []
        search(selector, inclusive: inclusive) { node in
            found.append(node)
            return found.count < limit
        }
        return steps > 0 ? found : []
    }

    mutating func matches(_ selector: CSSSelector, _ node: NodePointer) -> Bool {
        guard node.isElement else { return false }
        for alternative in selector.alternatives {
            // Most elements fail at the first look.
            if mayMatch(alternative.compounds[0], node), match(alternative, at: 0, node) == .matched { return true }
        }
        return false
    }

    /// Calls `visit` for every match until it says false.
    private mutating func search(_ selector: CSSSelector, inclusive: Bool, visit: (NodePointer) -> Bool) {
        if inclusive || selector.meansItsScope, matches(selector, scope), !visit(scope) { return }
        guard search(selector, inside: scope, visit: visit) else { return }
        // `+ dd` and `~ dd` lead out of the scope.
        guard selector.alternatives.contains(where: { $0.leading?.isSibling == true }) else { return }
        var sibling = scope.nextElement
        while let current = sibling, steps > 0 {
            steps -= 1
            if matches(selector, current), !visit(current) { return }
            guard search(selector, inside: current, visit: visit) else { return }
            sibling = current.nextElement
        }
    }

    private mutating func search(
        _ selector: CSSSelector, inside top: NodePointer, visit: (NodePointer) -> Bool
    ) -> Bool {
        var current = top.next(inside: top)
        while let node = current {
            steps -= 1
            guard steps > 0 else { return false }
            if node.isElement, matches(selector, node), !visit(node) { return false }
            current = node.next(inside: top)
        }
        return true
    }

    /// How the compounds from some place on fared, and what is still worth trying where they failed: going on from
    /// there is what keeps `a b c d e` from trying every combination of ancestors.
    private enum Match {
        case matched
        /// Another sibling, or anything farther out, may do.
        case failed
        /// No other sibling will do, another ancestor may.
        case failedForSiblings
        /// The tree has too few ancestors or siblings: nothing will do.
        case hopeless
    }

    private mutating func match(_ selector: ComplexSelector, at place: Int, _ node: NodePointer) -> Match {
        guard matches(selector.compounds[place], node) else { return .failed }
        guard place < selector.combinators.count else { return .matched }
        let combinator = selector.combinators[place]
        var candidate = Self.step(combinator, from: node)
        while let current = candidate {
            steps -= 1
            guard steps > 0 else { return .hopeless }
            let result = match(selector, at: place + 1, current)
            switch (result, combinator) {
            case (.matched, _), (.hopeless, _), (_, .nextSibling): return result
            case (_, .child): return .failedForSiblings
            case (.failedForSiblings, .laterSibling): return result
            case (_, .descendant), (.failed, .laterSibling): candidate = Self.step(combinator, from: current)
            }
        }
        return combinator.isSibling ? .failedForSiblings : .hopeless
    }

    @inline(__always)
    private static func step(_ combinator: Combinator, from node: NodePointer) -> NodePointer? {
        combinator.isSibling ? node.previousElement : node.parentElement
    }

    /// By its tag and its classes.
    @inline(__always) private mutating func mayMatch(_ compound: CompoundSelector, _ node: NodePointer) -> Bool {
        if let tag = compound.tag {
            guard let name = node.pointee.name, name.equals(tag) else { return false }
        }
        if compound.classes.isEmpty { return true }
        classes.look(at: node)
        charge(for: classes.length)
        return classes.mayContain(compound.classes)
    }

    private mutating func matches(_ compound: CompoundSelector, _ node: NodePointer) -> Bool {
        guard mayMatch(compound, node) else { return false }
        for condition in compound.conditions {
            guard matches(condition, node) else { return false }
        }
        return true
    }

    private mutating func matches(_ condition: Condition, _ node: NodePointer) -> Bool {
        switch condition {
        case .id(let id):
            guard let value = node.attribute("id") else { return false }
            charge(for: value.length)
            return value.equals(id)
        case .hasClass(let name):
            classes.look(at: node)
            return classes.contains(name)
        case .attribute(let attribute):
            guard let value = node.attribute(attribute.name) else { return false }
            charge(for: value.length)
            return attribute.matches(value)
        case .position(let position): return matches(position, node)
        case .empty: return node.pointee.children == nil
        case .root: return node.parentElement == nil
        case .scope: return node == scope
        case .not(let selector): return !matches(selector, node)
        case .any(let selector): return matches(selector, node)
        case .has(let selector): return has(selector, node)
        }
    }

    /// A value of megabytes may be read again for every element behind it.
    @inline(__always) private mutating func charge(for length: Int) {
        steps -= length >> 6
    }

    private mutating func matches(_ position: Position, _ node: NodePointer) -> Bool {
        // Most positions asked for are the first and the last, which need no counting.
        if position.step == 0, position.offset == 1, !position.ofType {
            return (position.fromEnd ? node.nextElement : node.previousElement) == nil
        }
        return position.contains(positions.index(of: node, position, steps: &steps))
    }

    private mutating func has(_ selector: CSSSelector, _ node: NodePointer) -> Bool {
        let outer = scope
        scope = node
        defer { scope = outer }
        var found = false
        search(selector, inclusive: false) { _ in
            found = true
            return false
        }
        return found
    }
}
