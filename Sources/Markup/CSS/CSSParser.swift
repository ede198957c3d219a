/// Reads a CSS selector. It refuses what it does not know: a selector that matches nothing would look like a page
/// without entries.
struct CSSParser {
    /// How deep `:not(:is(:has(…)))` may go.
    private static let maximumDepth = 8

    private var text: CSSScanner
    private var depth = 0
    /// Where what is read is kept.
    let memory = CSSMemory()
    /// Those that the selector looks at.
    private(set) var attributes: Set<String> = []

    init(_ source: String) {
        text = CSSScanner(source)
    }

    mutating func parse() throws(SelectorFault) -> CSSSelector {
        let selector = try list(relative: false)
        guard text.isAtEnd else { throw text.fault("\(text.here) does not belong here") }
        return selector
    }

    /// Up to the end or a closing bracket. In a `relative` list each alternative starts at the scope.
    private mutating func list(relative: Bool) throws(SelectorFault) -> CSSSelector {
        var alternatives: [ComplexSelector] = []
        repeat {
            alternatives.append(try complex(relative: relative))
        } while text.take(",")
        return CSSSelector(alternatives: memory.keep(alternatives))
    }

    private mutating func complex(relative: Bool) throws(SelectorFault) -> ComplexSelector {
        text.skipSpace()
        var leading = combinatorSign()
        if relative, leading == nil { leading = .descendant }
        // From left to right here, turned round at the end.
        var compounds: [CompoundSelector] = []
        var combinators: [Combinator] = []
        if let leading {
            compounds.append(compound(tag: nil, [.scope]))
            combinators.append(leading)
            text.skipSpace()
        }
        compounds.append(try compound())
        while true {
            let spaced = text.skipSpace()
            if let sign = combinatorSign() {
                combinators.append(sign)
                text.skipSpace()
            } else if spaced, !text.isAtEnd, text.next != ",", text.next != ")" {
                combinators.append(.descendant)
            } else {
                break
            }
            compounds.append(try compound())
        }
        return ComplexSelector(
            compounds: memory.keep(compounds.reversed()), combinators: memory.keep(combinators.reversed()),
            leading: leading)
    }

    private mutating func combinatorSign() -> Combinator? {
        if text.take(">") { return .child }
        if text.take("+") { return .nextSibling }
        if text.take("~") { return .laterSibling }
        return nil
    }

    private mutating func compound() throws(SelectorFault) -> CompoundSelector {
        let start = text.offset
        var tag: UTF8Bytes?
        if text.take("*") {
            // Anything: no condition.
        } else if text.startsIdentifier {
            tag = memory.keep(try text.identifier(of: "a tag").asciiLowercased)
        }
        guard text.next != "|" else { throw text.fault("namespaces are not supported: leave out the “|”") }
        var conditions: [Condition] = []
        while let more = try self.conditions() { conditions += more }
        guard text.offset > start else { throw text.fault("a selector was expected instead of \(text.here)") }
        return compound(tag: tag, conditions)
    }

    private func compound(tag: UTF8Bytes?, _ conditions: [Condition]) -> CompoundSelector {
        let classes = conditions.reduce(into: ClassSet()) { set, condition in
            if case .hasClass(let name) = condition { set.insert(name) }
        }
        return CompoundSelector(tag: tag, conditions: memory.keep(conditions), classes: classes)
    }

    /// What one piece of a compound asks for; nil where there is none.
    private mutating func conditions() throws(SelectorFault) -> [Condition]? {
        if text.take("#") {
            attributes.insert("id")
            return [.id(memory.keep(try text.identifier(of: "an id, behind “#”")))]
        }
        if text.take(".") { return [.hasClass(try className())] }
        if text.take("[") { return [.attribute(try attribute())] }
        if text.next == ":" { return try pseudoClass() }
        return nil
    }

    private mutating func className() throws(SelectorFault) -> UTF8Bytes {
        let start = text.offset
        let name = memory.keep(try text.identifier(of: "a class, behind “.”"))
        guard !name.isNoToken else { throw text.fault("no class has white space in it", at: start) }
        return name
    }

    private mutating func attribute() throws(SelectorFault) -> AttributeCondition {
        text.skipSpace()
        let name = try text.identifier(of: "an attribute, behind “[”").asciiLowercased
        attributes.insert(name)
        var condition = AttributeCondition(name: memory.keep(name))
        text.skipSpace()
        if text.take("]") { return condition }
        condition.comparison = try comparison()
        text.skipSpace()
        let value = try text.value()
        condition.value = memory.keep(value)
        text.skipSpace()
        if text.take("i") || text.take("I") {
            condition.ignoresCase = true
            condition.value = memory.keep(value.asciiLowercased)
            text.skipSpace()
        }
        guard text.take("]") else { throw text.fault("a closing “]” was expected instead of \(text.here)") }
        return condition
    }

    private mutating func comparison() throws(SelectorFault) -> AttributeCondition.Comparison {
        let signs: [(String, AttributeCondition.Comparison)] = [
            ("=", .equals), ("~=", .word), ("|=", .language), ("^=", .prefix), ("$=", .suffix), ("*=", .contains),
        ]
        for (sign, comparison) in signs where text.take(sign) { return comparison }
        throw text.fault("“]”, “=”, “~=”, “|=”, “^=”, “$=” or “*=” was expected instead of \(text.here)")
    }

    private mutating func pseudoClass() throws(SelectorFault) -> [Condition] {
        let start = text.offset
        _ = text.take(":")
        guard text.next != ":" else {
            throw text.fault("pseudo-elements are not supported: select the element and read its text", at: start)
        }
        let name = try text.identifier(of: "a pseudo-class, behind “:”").asciiLowercased
        if text.take("(") {
            let condition = try functional(name, at: start)
            text.skipSpace()
            guard text.take(")") else { throw text.fault("a closing “)” was expected instead of \(text.here)") }
            return [condition]
        }
        switch name {
        case "first-child": return [.position(.first)]
        case "last-child": return [.position(.last)]
        case "only-child": return [.position(.first), .position(.last)]
        case "first-of-type": return [.position(.firstOfType)]
        case "last-of-type": return [.position(.lastOfType)]
        case "only-of-type": return [.position(.firstOfType), .position(.lastOfType)]
        case "empty": return [.empty]
        case "root": return [.root]
        case "scope": return [.scope]
        default: throw text.fault("the pseudo-class “:\(name)” is not supported", at: start)
        }
    }

    /// What stands between the brackets of `:name(…)`.
    private mutating func functional(_ name: String, at start: Int) throws(SelectorFault) -> Condition {
        switch name {
        case "nth-child": return .position(try text.position())
        case "nth-last-child": return .position(try text.position(fromEnd: true))
        case "nth-of-type": return .position(try text.position(ofType: true))
        case "nth-last-of-type": return .position(try text.position(fromEnd: true, ofType: true))
        case "not", "is", "where", "has": break
        default: throw text.fault("the pseudo-class “:\(name)()” is not supported", at: start)
        }
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else { throw text.fault("brackets are nested too deeply", at: start) }
        let inner = try list(relative: name == "has")
        switch name {
        case "not": return .not(inner)
        case "has": return .has(inner)
        default: return .any(inner)
        }
    }
}

extension String {
    /// HTML ignores the case of ASCII letters only.
    fileprivate var asciiLowercased: String { String(decoding: utf8.map(\.lowercased), as: UTF8.self) }
}
