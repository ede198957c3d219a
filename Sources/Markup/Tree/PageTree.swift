internal import CLibxml2

/// The nodes of a page, and the memory that they lie in.
struct PageTree {
    let document: xmlDocPtr
    /// Elements, texts and values of attributes, as they were parsed.
    let nodeCount: Int
    fileprivate let arena: Arena

    init(document: xmlDocPtr, nodeCount: Int, arena: Arena) {
        self.document = document
        self.nodeCount = nodeCount
        self.arena = arena
    }

    func free() {
        // What libxml2 has allocated itself: a document type too, which is one of the children.
        document.pointee.children = nil
        document.pointee.last = nil
        xmlFreeDoc(document)
        arena.free()
    }
}
