extension Node {
    /// The elements and texts directly inside.
    public var children: Children { Children(of: self, elementsOnly: false) }

    /// The elements directly inside.
    public var elements: Children { Children(of: self, elementsOnly: true) }

    /// All elements and texts inside, at any depth, in document order. Walked as it is asked for.
    public var descendants: Descendants { Descendants(top: self) }

    /// The nodes directly inside another. Taking a node out while walking ends the walk behind it.
    public struct Children: Sequence, IteratorProtocol {
        private var current: NodePointer?
        private let document: Document
        private let elementsOnly: Bool

        init(of parent: Node, elementsOnly: Bool) {
            current = elementsOnly ? parent.pointer.firstElement : parent.pointer.firstChild
            document = parent.document
            self.elementsOnly = elementsOnly
        }

        /// In the order of the document.
        public mutating func next() -> Node? {
            guard let pointer = current else { return nil }
            current = elementsOnly ? pointer.nextElement : pointer.pointee.next
            return Node(pointer, of: document)
        }
    }

    /// The nodes inside another, in document order.
    public struct Descendants: Sequence, IteratorProtocol {
        private var current: NodePointer
        private let top: Node

        init(top: Node) {
            current = top.pointer
            self.top = top
        }

        /// In the order of the document.
        public mutating func next() -> Node? {
            guard let next = current.next(inside: top.pointer) else { return nil }
            current = next
            return Node(next, of: top.document)
        }
    }
}
