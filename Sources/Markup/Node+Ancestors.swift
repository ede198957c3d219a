extension Node {
    /// The nearest element around this one that is sought; nil where there is none, or the document may not be read on:
    /// many nodes, each deep in others, cost as much as a document many times as large.
    ///
    /// - Parameter top: Where to stop looking; nil for the whole document.
    public func ancestor(below top: Node? = nil, where isSought: (Node) -> Bool) -> Node? {
        guard !document.meter.isGivenUp else { return nil }
        var steps = 1
        defer { _ = document.meter.mayReadOn(.nodes(steps)) }
        var node = parent
        while let ancestor = node, ancestor != top {
            if isSought(ancestor) { return ancestor }
            steps += 1
            node = ancestor.parent
        }
        return nil
    }
}
