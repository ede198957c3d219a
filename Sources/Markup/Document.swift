internal import CLibxml2

/// A parsed page.
///
/// It owns the tree that its nodes point into and is not `Sendable`: one task at a time uses it, without suspension.
public final class Document {
    private let tree: PageTree
    /// Bytes that it was parsed from.
    let size: Int
    /// What of their attributes its elements have.
    let attributes: AttributeNames
    private var xpath: XPathContext?
    /// Bytes to write text into, kept from one reading to the next. Whoever uses them takes them out.
    var scratch: [UInt8] = []

    /// Parses `html`, a page or a part of one: UTF-8, at most 2 GiB. The parser knows HTML 4 and passes unknown
    /// elements through; mark-up that is cut off or wrong gives the tree of what could be read. Nothing below a
    /// depth of 256 elements is read, scripts and style sheets are elements without content, and comments are left out.
    ///
    /// Bytes that are no UTF-8 make the parser take the rest for Latin-1: who does not want that repairs them before.
    public convenience init(html: [UInt8]) throws(MarkupFault) {
        try self.init(html: html[...])
    }

    /// Parses a part of a page without a copy of it.
    ///
    /// - Parameter attributes: Those that will be asked for, by name or by selectors; other ones are not there.
    public convenience init(html: ArraySlice<UInt8>, attributes: AttributeNames = .all) throws(MarkupFault) {
        let tree = html.withUnsafeBytes { bytes in
            Result { () throws(MarkupFault) in try PageParser.parse(bytes, attributes) }
        }
        self.init(tree: try tree.get(), size: html.count, attributes: attributes)
    }

    /// Parses bytes that need not outlive the call.
    public convenience init(html: UnsafeRawBufferPointer) throws(MarkupFault) {
        try self.init(tree: PageParser.parse(html, .all), size: html.count, attributes: .all)
    }

    /// Elements and texts that were parsed, with the values of attributes: a measure of what a walk over it costs.
    public var nodeCount: Int { tree.nodeCount }

    private init(tree: PageTree, size: Int, attributes: AttributeNames) {
        self.tree = tree
        self.size = size
        self.attributes = attributes
    }

    deinit {
        xpath?.free()
        tree.free()
    }

    /// The `html` element, which the parser adds where a page has none. Nil for a page without any content.
    public var root: Node? {
        xmlDocGetRootElement(tree.document).map { Node($0, of: self) }
    }

    /// What `selector` matches, in document order and without duplicates; the root is its `:scope`, and the context
    /// node of an XPath expression. Nothing, where the search takes more steps than any honest page needs.
    public func select(_ selector: Selector) -> [Node] {
        guard let root = xmlDocGetRootElement(tree.document) else { return [] }
        return selector.select(from: root, inclusive: true, in: self).map { Node($0, of: self) }
    }

    /// The first of `select`, without a search for the others.
    public func first(_ selector: Selector) -> Node? {
        guard let root = xmlDocGetRootElement(tree.document) else { return nil }
        return selector.select(from: root, inclusive: true, limit: 1, in: self).first.map { Node($0, of: self) }
    }

    /// Takes the elements and texts that `selector` matches out of the tree. A `Node` of them stays valid, as the top
    /// of a tree of its own: their memory is freed with the document's.
    public func remove(_ selector: Selector) {
        guard let root = xmlDocGetRootElement(tree.document) else { return }
        withExtendedLifetime(self) {
            for node in selector.select(from: root, inclusive: true, in: self) where node.isElement || node.isText {
                xmlUnlinkNode(node)
            }
        }
    }

    /// Made when the first XPath expression is evaluated.
    func xpathContext() -> XPathContext? {
        if xpath == nil { xpath = XPathContext(tree.document) }
        return xpath
    }
}
