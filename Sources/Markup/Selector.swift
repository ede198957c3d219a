/// A CSS selector or, behind the prefix `xpath:`, an XPath 1.0 expression. Checked and compiled once, used by any
/// number of tasks at once.
///
/// CSS: `tag`, `*`, `#id`, `.class`, `[attribute]` with `=`, `~=`, `|=`, `^=`, `$=`, `*=` and the flag `i`; the
/// combinators for descendants, children (`>`), the next sibling (`+`) and later siblings (`~`), also in front;
/// `:first-child`, `:last-child`, `:only-child`, `:nth-child(2n+1)`, `:nth-last-child()`, the same `-of-type`, `:empty`,
/// `:root`, `:scope`, `:not()`, `:is()`, `:where()`, `:has()`; lists with commas. Tags and attributes are compared
/// without regard to case, ids, classes and values with it.
///
/// XPath: the functions of XPath 1.0 but `id()`, no variables, no prefixes, no axis `namespace`, and a set of nodes as the result, of which
/// elements, texts and attributes are handed out.
public struct Selector: Sendable, Hashable, CustomStringConvertible {
    /// What it was made from.
    public let source: String
    private let program: Program

    private enum Program: Sendable {
        case css(CSSProgram)
        case xpath(XPathProgram)
    }

    /// Compiles `source`; a fault names what is wrong with it.
    public init(_ source: String) throws(SelectorFault) {
        self.source = source
        if source.hasPrefix(Self.xpathPrefix) {
            program = .xpath(try XPathProgram(source, from: source.utf8.index(source.startIndex, offsetBy: 6)))
        } else {
            program = .css(try CSSProgram(source))
        }
    }

    private static let xpathPrefix = "xpath:"

    /// The attributes that it looks at: a document that is parsed without one of them has other matches.
    public var attributes: AttributeNames {
        switch program {
        case .css(let program): program.attributes
        case .xpath: .all
        }
    }

    public var description: String { source }

    public static func == (one: Selector, other: Selector) -> Bool { one.source == other.source }

    public func hash(into hasher: inout Hasher) { hasher.combine(source) }

    /// At most `limit` nodes, searched from `scope`; `inclusive` counts the scope itself among the candidates of CSS.
    func select(
        from scope: NodePointer, inclusive: Bool, limit: Int = .max, in document: Document
    ) -> [NodePointer] {
        guard !document.meter.isGivenUp else { return [] }
        let found = search(from: scope, inclusive: inclusive, limit: limit, in: document)
        document.usage?.note(self, found, in: document)
        return found
    }

    private func search(
        from scope: NodePointer, inclusive: Bool, limit: Int, in document: Document
    ) -> [NodePointer] {
        assert(document.attributes.isSuperset(of: attributes), "\(self): not all attributes were parsed")
        switch program {
        case .css(let program):
            var matcher = CSSMatcher(scope: scope, bytes: document.size)
            let found = withExtendedLifetime(program) {
                matcher.select(program.selector, inclusive: inclusive, limit: limit)
            }
            return mayReadOn(matcher, in: document) ? found : []
        case .xpath(let program):
            guard let context = document.xpathContext() else { return [] }
            if let found = context.evaluate(program, from: scope, firstOnly: limit == 1) { return found }
            giveUp(context.complaint, in: document)
            return []
        }
    }

    private func mayReadOn(_ matcher: CSSMatcher, in document: Document) -> Bool {
        if let complaint = matcher.complaint { giveUp(complaint, in: document) }
        return document.meter.mayReadOn(.nodes(matcher.nodes))
    }

    private func giveUp(_ complaint: String, in document: Document) {
        let name = source.count > 80 ? source.prefix(80) + "…" : source[...]
        _ = document.meter.mayReadOn(.givenUp("The selector “\(name)” \(complaint)."))
    }

    func matches(_ node: NodePointer, in document: Document) -> Bool {
        assert(document.attributes.isSuperset(of: attributes), "\(self): not all attributes were parsed")
        switch program {
        case .css(let program):
            var root = node
            while let parent = root.parentElement { root = parent }
            var matcher = CSSMatcher(scope: root, bytes: document.size)
            let isMatch = withExtendedLifetime(program) { matcher.matches(program.selector, node) }
            return mayReadOn(matcher, in: document) && isMatch
        case .xpath:
            guard let root = document.root else { return false }
            return select(from: root.pointer, inclusive: true, in: document).contains(node)
        }
    }
}
