internal import CLibxml2

/// One node of a page: an element or a text, or an attribute where an XPath expression asks for one.
///
/// It keeps its document alive, and two nodes are equal when they are the same place of the same document.
public struct Node: Hashable {
    let pointer: NodePointer
    let document: Document

    init(_ pointer: NodePointer, of document: Document) {
        self.pointer = pointer
        self.document = document
    }

    public static func == (one: Node, other: Node) -> Bool { one.pointer == other.pointer }

    public func hash(into hasher: inout Hasher) { hasher.combine(pointer) }

    /// The lower-case name of an element, or the name of an attribute; "" for a text.
    public var name: String {
        guard !isText, let name = pointer.pointee.name else { return "" }
        return String(cString: name)
    }

    /// False of comments, though they have text too.
    public var isText: Bool { pointer.isText }

    /// False of the document itself.
    public var isElement: Bool { pointer.isElement }

    /// Whether it is an element called `name` (lower case). Allocates nothing.
    public func isElement(_ name: String) -> Bool {
        guard pointer.isElement, let own = pointer.pointee.name else { return false }
        var name = name
        return name.withUTF8 { own.equals($0) }
    }

    /// The element around it; nil for the root and for the top of what was removed.
    public var parent: Node? { pointer.parentElement.map(sameDocument) }

    /// The element or text after it.
    public var nextSibling: Node? { pointer.isAttribute ? nil : pointer.pointee.next.map(sameDocument) }

    /// The element or text before it.
    public var previousSibling: Node? { pointer.isAttribute ? nil : pointer.pointee.prev.map(sameDocument) }

    /// Past texts and comments; nil for an attribute.
    public var nextElement: Node? { pointer.isAttribute ? nil : pointer.nextElement.map(sameDocument) }

    /// Past texts and comments; nil for an attribute.
    public var previousElement: Node? { pointer.isAttribute ? nil : pointer.previousElement.map(sameDocument) }

    /// The first element or text inside.
    public var firstChild: Node? { pointer.firstChild.map(sameDocument) }

    /// Whether it stands inside `ancestor`, at any depth. No node stands inside itself.
    public func isDescendant(of ancestor: Node) -> Bool { pointer.isInside(ancestor.pointer) }

    private func sameDocument(_ pointer: NodePointer) -> Node { Node(pointer, of: document) }
}
