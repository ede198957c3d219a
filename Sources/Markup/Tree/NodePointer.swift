internal import CLibxml2

/// A node of libxml2's tree. Comments and processing instructions never get into a tree (see `PageParser`), so that
/// below the root there are elements and texts only.
///
/// Of an element `content` is XPath's own.
typealias NodePointer = UnsafeMutablePointer<xmlNode>

extension UnsafeMutablePointer where Pointee == xmlNode {
    @inline(__always) var isElement: Bool { pointee.type == XML_ELEMENT_NODE }

    @inline(__always) var isText: Bool {
        pointee.type == XML_TEXT_NODE || pointee.type == XML_CDATA_SECTION_NODE
    }

    @inline(__always) var isAttribute: Bool { pointee.type == XML_ATTRIBUTE_NODE }

    /// The element around this node; nil for the root and for what was taken out of the tree.
    @inline(__always) var parentElement: NodePointer? {
        guard let parent = pointee.parent, parent.isElement else { return nil }
        return parent
    }

    @inline(__always) var nextElement: NodePointer? {
        var node = pointee.next
        while let candidate = node, !candidate.isElement { node = candidate.pointee.next }
        return node
    }

    @inline(__always) var previousElement: NodePointer? {
        var node = pointee.prev
        while let candidate = node, !candidate.isElement { node = candidate.pointee.prev }
        return node
    }

    @inline(__always) var firstElement: NodePointer? {
        guard let child = firstChild else { return nil }
        return child.isElement ? child : child.nextElement
    }

    @inline(__always) var firstChild: NodePointer? { isElement ? pointee.children : nil }

    /// The next node in document order that is no descendant of this one, as long as it is inside `top`.
    @inline(__always) func following(inside top: NodePointer) -> NodePointer? {
        var node = self
        while node != top {
            if let next = node.pointee.next { return next }
            guard let parent = node.pointee.parent else { return nil }
            node = parent
        }
        return nil
    }

    /// The next node in document order, as long as it is inside `top`.
    @inline(__always) func next(inside top: NodePointer) -> NodePointer? {
        firstChild ?? following(inside: top)
    }

    func isInside(_ other: NodePointer) -> Bool {
        var ancestor = pointee.parent
        while let node = ancestor {
            if node == other { return true }
            ancestor = node.pointee.parent
        }
        return false
    }
}
