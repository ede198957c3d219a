extension Node {
    /// What a reader sees inside this node: white space folded to single spaces and trimmed, no soft hyphens, a space
    /// for `<br>` and for the border of a block, none for the border of any other element.
    ///
    /// A formula is its TeX, once, and the picture of a sign is that sign. Hidden elements inside (`hidden`,
    /// `style="display:none"`), scripts, style sheets, templates and the head are left out; the node itself is read
    /// whatever it is.
    public var text: String {
        document.read { $0.readInside(pointer) }
    }

    /// The same, however long it is: for whoever only looks for something in it.
    public var wholeText: String {
        document.read(asOne: false) { $0.readInside(pointer) }
    }

    /// `text` without the elements and texts inside for which `skipping` is true, and all that is in them.
    public func text(skipping: (Node) -> Bool) -> String {
        withoutActuallyEscaping(skipping) { skipping in
            document.read { $0.readInside(pointer, skipping: { skipping(Node($0, of: document)) }) }
        }
    }

    /// Several nodes, such as the siblings in front of a list, as one running text. Here the nodes themselves are
    /// judged too: hidden ones, and those for which `skipping` is true, are left out.
    public static func text(of nodes: some Sequence<Node>, skipping: (Node) -> Bool = { _ in false }) -> String {
        let nodes = Array(nodes)
        guard let document = nodes.first?.document else { return "" }
        return withoutActuallyEscaping(skipping) { skipping in
            document.read { reader in
                for node in nodes { reader.read(node.pointer, skipping: { skipping(Node($0, of: document)) }) }
            }
        }
    }
}

extension Document {
    /// The text that `body` collects. A condition that it asks may read texts of the same document meanwhile: those get
    /// room of their own.
    ///
    /// - Parameter isOne: Whether it is to be one text of the page, and not only to be looked through.
    fileprivate func read(asOne isOne: Bool = true, _ body: (inout TextReader) -> Void) -> String {
        if meter.isGivenUp { return "" }
        var room = scratch
        scratch = []
        defer { scratch = room }
        let text = TextReader.read(meter, using: &room, body)
        let bytes = text.utf8.count
        return meter.mayReadOn(isOne ? .text(bytes: bytes) : .bytes(bytes)) ? text : ""
    }
}
