/// A list of selectors: a node matches it when it matches one of them. Its parts lie in a `CSSMemory`.
struct CSSSelector {
    var alternatives: UnsafeBufferPointer<ComplexSelector>

    /// Whether what it selects can be the scope itself, as with `:scope` and `:scope:not(.short)`.
    var meansItsScope: Bool { alternatives.contains(where: \.meansItsScope) }
}

/// Compound selectors joined by combinators, from right to left: `dl > dd b` is `b`, then `dd` among its ancestors,
/// then `dl` as the parent of that.
struct ComplexSelector {
    /// At least one.
    var compounds: UnsafeBufferPointer<CompoundSelector>
    /// `combinators[i]` leads from `compounds[i]` to `compounds[i + 1]`.
    var combinators: UnsafeBufferPointer<Combinator>

    /// The combinator that the selector began with, as in `> li`: then the last compound is `:scope`.
    var leading: Combinator?

    fileprivate var meansItsScope: Bool {
        leading == nil
            && compounds[0].conditions.contains {
                if case .scope = $0 { true } else { false }
            }
    }
}

enum Combinator {
    case descendant, child, nextSibling, laterSibling

    var isSibling: Bool { self == .nextSibling || self == .laterSibling }
}

/// What has to be true of a single element.
struct CompoundSelector {
    var tag: UTF8Bytes?
    var conditions: UnsafeBufferPointer<Condition>
    /// Those that the conditions ask for.
    var classes: ClassSet
}

enum Condition {
    case id(UTF8Bytes)
    case hasClass(UTF8Bytes)
    case attribute(AttributeCondition)
    /// The position among its siblings is `step` times some n ≥ 0, plus `offset`.
    case position(Position)
    case empty
    case root
    case scope
    case not(CSSSelector)
    case any(CSSSelector)
    /// Each alternative has a leading combinator.
    case has(CSSSelector)
}

struct AttributeCondition {
    enum Comparison { case exists, equals, word, language, prefix, suffix, contains }

    var name: UTF8Bytes
    var comparison: Comparison = .exists
    var value = UTF8Bytes(start: nil, count: 0)
    var ignoresCase = false
}

struct Position: Sendable {
    var step: Int
    var offset: Int
    var fromEnd = false
    var ofType = false

    static let first = Position(step: 0, offset: 1)
    static let last = Position(step: 0, offset: 1, fromEnd: true)
    static let firstOfType = Position(step: 0, offset: 1, ofType: true)
    static let lastOfType = Position(step: 0, offset: 1, fromEnd: true, ofType: true)

    func contains(_ index: Int) -> Bool {
        let distance = index - offset
        return step == 0 ? distance == 0 : distance % step == 0 && distance / step >= 0
    }
}
