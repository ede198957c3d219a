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
    private var added = AddedElements()
    /// Notes what selectors match on it; nil where nobody wants to know.
    public var usage: SelectorUsage?
    /// Asked now and then, while texts are read and selectors looked for, whether that may go on, with what was read since;
    /// nil where it may in any case. From a no on all texts are empty, and no selector matches anything: whoever says it is
    /// not to use what came out.
    public var mayReadOn: ((Reading) -> Bool)? {
        get { meter.mayReadOn }
        set { meter.mayReadOn = newValue }
    }
    let meter = TextMeter()
    /// Bytes to write text into, kept from one reading to the next. Whoever uses them takes them out.
    var scratch: [UInt8] = []

    /// Parses `html`, a page: UTF-8, at most 2 GiB. The tree is the one that a browser makes of it, also where mark-up
    /// is cut off or wrong, but for these: a head that no tag names and that has nothing in it is left out, scripts and
    /// style sheets are elements without content, the content of a `template` is no part of the page, and what is nested
    /// more than 512 elements deep stands in the last of those. Comments are left out too.
    ///
    /// Bytes that are no UTF-8 stay as they are, and become U+FFFD where a text is asked for.
    /// - Parameter nodes: After so many, parsing ends: what follows is not there.
    public convenience init(html: [UInt8], nodes: Int = .max) throws(MarkupFault) {
        try self.init(html[...], attributes: .all, nodes: nodes, isPart: false)
    }

    /// Parses a part of a page without a copy of it.
    ///
    /// - Parameters:
    ///   - attributes: Those that will be asked for, by name or by selectors; other ones are not there.
    ///   - nodes: After so many, parsing ends: what follows is not there.
    public convenience init(
        html: ArraySlice<UInt8>, attributes: AttributeNames = .all, nodes: Int = .max
    ) throws(MarkupFault) {
        try self.init(html, attributes: attributes, nodes: nodes, isPart: true)
    }

    /// Parses a page from bytes that need not outlive the call.
    public convenience init(html: UnsafeRawBufferPointer) throws(MarkupFault) {
        try self.init(
            tree: PageParser.parse(html, .all, nodes: .max, isPart: false), size: html.count, attributes: .all)
    }

    private convenience init(
        _ html: ArraySlice<UInt8>, attributes: AttributeNames, nodes: Int, isPart: Bool
    ) throws(MarkupFault) {
        let tree = html.withUnsafeBytes { bytes in
            Result { () throws(MarkupFault) in try PageParser.parse(bytes, attributes, nodes: nodes, isPart: isPart) }
        }
        self.init(tree: try tree.get(), size: html.count, attributes: attributes)
    }

    /// Elements, texts and attributes that were parsed, with the values of those: a measure of what a walk over it costs.
    public var nodeCount: Int { tree.nodeCount }

    private init(tree: PageTree, size: Int, attributes: AttributeNames) {
        self.tree = tree
        self.size = size
        self.attributes = attributes
    }

    deinit {
        xpath?.free()
        tree.free()
        added.free()
    }

    /// The `html` element, which the parser adds where a page has none. Nil for a page without any content.
    public var root: Node? {
        xmlDocGetRootElement(tree.document).map { Node($0, of: self) }
    }

    /// What `selector` matches, in document order and without duplicates; the root is its `:scope`, and the context
    /// node of an XPath expression. Nothing, where the search takes more steps than any honest page needs, which `mayReadOn`
    /// is told.
    public func select(_ selector: Selector) -> [Node] {
        guard let root = xmlDocGetRootElement(tree.document) else { return [] }
        return selector.select(from: root, inclusive: true, in: self).map { Node($0, of: self) }
    }

    /// The first of `select`, without a search for the others.
    public func first(_ selector: Selector) -> Node? {
        guard let root = xmlDocGetRootElement(tree.document) else { return nil }
        return selector.select(from: root, inclusive: true, limit: 1, in: self).first.map { Node($0, of: self) }
    }

    /// Takes the elements and texts that `selector` matches, and for which `isWanted` is true, out of the tree. A `Node`
    /// of them stays valid, as the top of a tree of its own: their memory is freed with the document's.
    public func remove(_ selector: Selector, where isWanted: (Node) -> Bool = { _ in true }) {
        guard let root = xmlDocGetRootElement(tree.document) else { return }
        withExtendedLifetime(self) {
            for node in selector.select(from: root, inclusive: true, in: self)
            where (node.isElement || node.isText) && isWanted(Node(node, of: self)) {
                xmlUnlinkNode(node)
            }
        }
    }

    /// Elements and texts that were made since it was parsed.
    var addedCount: Int { added.count }

    /// An element without attributes that is nowhere yet. Its name has to live as long as the document.
    func makeElement(named name: UnsafePointer<UInt8>) -> NodePointer {
        var model = xmlNode()
        model.type = XML_ELEMENT_NODE
        model.name = name
        model.doc = tree.document
        forgetOrder()
        return added.make(like: model)
    }

    /// A node that is nowhere yet, with the name, the content and the attributes of another, and nothing inside.
    func makeNode(like other: NodePointer) -> NodePointer {
        var model = other.pointee
        model.children = nil
        model.last = nil
        forgetOrder()
        return added.make(like: model)
    }

    /// To be called before nodes are put elsewhere: XPath numbers the elements once.
    func forgetOrder() {
        xpath?.free()
        xpath = nil
    }

    /// Made when the first XPath expression is evaluated.
    func xpathContext() -> XPathContext? {
        if xpath == nil { xpath = XPathContext(tree.document, meter: meter) }
        return xpath
    }
}
