extension Node {
    /// What `selector` matches among its descendants, in document order and without duplicates.
    ///
    /// A CSS selector looks at the whole document, as in a browser: `node.select("ul li")` also finds an `li` whose
    /// `ul` is outside. With `:scope` or a combinator in front (`> li`, `+ dd`, `~ dl`) it starts at this node. An XPath
    /// expression has this node as its context node, and goes wherever its axes lead.
    public func select(_ selector: Selector) -> [Node] {
        selector.select(from: pointer, inclusive: false, in: document).map { Node($0, of: document) }
    }

    /// The first of `select`, without a search for the others.
    public func first(_ selector: Selector) -> Node? {
        selector.select(from: pointer, inclusive: false, limit: 1, in: document).first.map { Node($0, of: document) }
    }

    /// As `select`, where this node is one of those that a CSS selector may match.
    public func selectInclusively(_ selector: Selector) -> [Node] {
        selector.select(from: pointer, inclusive: true, in: document).map { Node($0, of: document) }
    }

    /// The first of `selectInclusively`, without a search for the others.
    public func firstInclusively(_ selector: Selector) -> Node? {
        selector.select(from: pointer, inclusive: true, limit: 1, in: document).first.map { Node($0, of: document) }
    }

    /// Whether it is one of the nodes that `selector` selects in its document.
    public func matches(_ selector: Selector) -> Bool {
        selector.matches(pointer, in: document)
    }
}
