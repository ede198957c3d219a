internal import CLibxml2

/// Builds the tree of a page while libxml2 parses it: what `xmlSAX2StartElement` and its like do, but in an arena, because
/// allocating and freeing every node, name and text by itself takes longer than the parsing.
///
/// The nodes are libxml2's and may be read, evaluated over and unlinked by its functions. Nothing of libxml2's may free
/// one, or change the text or the attributes of one.
struct TreeBuilder {
    private let context: htmlParserCtxtPtr
    private var arena: Arena
    private var nodeCount = 0
    private let textName: UnsafePointer<xmlChar>?
    /// What the last text has of its bytes, without the zero at the end, and of room.
    private var (length, capacity) = (0, 0)

    /// Parses all that is in the input of `context`. Nil where there was nothing in it.
    static func parse(_ context: htmlParserCtxtPtr, bytes: Int) -> PageTree? {
        var builder = TreeBuilder(context, bytes: bytes)
        withUnsafeMutablePointer(to: &builder) { builder in
            context.pointee._private = UnsafeMutableRawPointer(builder)
            context.pointee.sax.pointee.startElement = { TreeBuilder.of($0)?.pointee.startElement($1, $2) }
            context.pointee.sax.pointee.characters = { TreeBuilder.of($0)?.pointee.append($1, $2, XML_TEXT_NODE) }
            context.pointee.sax.pointee.cdataBlock = {
                TreeBuilder.of($0)?.pointee.append($1, $2, XML_CDATA_SECTION_NODE)
            }
            htmlParseDocument(context)
        }
        guard let document = context.pointee.myDoc else {
            builder.arena.free()
            return nil
        }
        // The names of the nodes are the dictionary's.
        document.pointee.dict = context.pointee.dict
        xmlDictReference(document.pointee.dict)
        return PageTree(document: document, nodeCount: builder.nodeCount, arena: builder.arena)
    }

    private init(_ context: htmlParserCtxtPtr, bytes: Int) {
        self.context = context
        arena = Arena(expecting: 1024 + 4 * bytes)
        textName = xmlDictLookup(context.pointee.dict, "text", -1)
    }

    private static func of(_ context: UnsafeMutableRawPointer?) -> UnsafeMutablePointer<TreeBuilder>? {
        context?.assumingMemoryBound(to: xmlParserCtxt.self).pointee._private?.assumingMemoryBound(to: TreeBuilder.self)
    }

    // MARK: Elements

    private mutating func startElement(
        _ name: UnsafePointer<xmlChar>?, _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
    ) {
        guard let name, let document = context.pointee.myDoc else { return }
        let parent = context.pointee.node
        let element = node(XML_ELEMENT_NODE, name: Self.withoutPrefix(name))
        // Too deep a tree ends the parsing.
        guard nodePush(context, element) >= 0 else { return }
        if let parent {
            Self.append(element, to: parent)
        } else if let first = document.pointee.children, first.isElement {
            // Mark-up behind the end of the page.
            Self.append(element, to: first)
        } else {
            document.withMemoryRebound(to: xmlNode.self, capacity: 1) { Self.append(element, to: $0) }
        }
        if let attributes { add(attributes, to: element) }
    }

    private mutating func node(_ type: xmlElementType, name: UnsafePointer<xmlChar>?) -> NodePointer {
        nodeCount += 1
        var node = xmlNode()
        node.type = type
        node.name = name
        node.doc = context.pointee.myDoc
        let place = arena.allocate(MemoryLayout<xmlNode>.size).bindMemory(to: xmlNode.self, capacity: 1)
        place.initialize(to: node)
        return place
    }

    /// The start of `xmlNode` and `xmlDoc` is the same.
    private static func append(_ node: NodePointer, to parent: NodePointer) {
        node.pointee.parent = parent
        node.pointee.prev = parent.pointee.last
        if let last = parent.pointee.last {
            last.pointee.next = node
        } else {
            parent.pointee.children = node
        }
        parent.pointee.last = node
    }

    /// `svg:g` is a `g`: the parser knows no namespaces.
    private static func withoutPrefix(_ name: UnsafePointer<xmlChar>) -> UnsafePointer<xmlChar> {
        var end = name
        while end.pointee != UInt8(ascii: ":") {
            if end.pointee == 0 { return name }
            end += 1
        }
        return end == name || end[1] == 0 ? name : end + 1
    }

    // MARK: Attributes

    /// `attributes` are pairs of a name and a value, with a nil at the end.
    private mutating func add(_ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>, to element: NodePointer) {
        var last: xmlAttrPtr?
        var pair = attributes
        while let name = pair[0] {
            let attribute = self.attribute(name, pair[1] ?? (htmlIsBooleanAttr(name) != 0 ? name : nil), of: element)
            attribute.pointee.prev = last
            if let last {
                last.pointee.next = attribute
            } else {
                element.pointee.properties = attribute
            }
            last = attribute
            pair += 2
        }
    }

    private mutating func attribute(
        _ name: UnsafePointer<xmlChar>, _ value: UnsafePointer<xmlChar>?, of element: NodePointer
    ) -> xmlAttrPtr {
        var attribute = xmlAttr()
        attribute.type = XML_ATTRIBUTE_NODE
        attribute.name = name
        attribute.doc = context.pointee.myDoc
        attribute.parent = element
        let place = arena.allocate(MemoryLayout<xmlAttr>.size).bindMemory(to: xmlAttr.self, capacity: 1)
        if let value {
            let text = node(XML_TEXT_NODE, name: textName)
            let length = value.length
            text.pointee.content = arena.allocate(length + 1).bindMemory(to: xmlChar.self, capacity: length + 1)
            text.pointee.content.initialize(from: value, count: length + 1)
            text.pointee.parent = UnsafeMutableRawPointer(place).assumingMemoryBound(to: xmlNode.self)
            attribute.children = text
            attribute.last = text
        }
        place.initialize(to: attribute)
        return place
    }

    // MARK: Texts

    /// Appends to the text that the open element ends with, or begins one. The parser brings a long text in pieces.
    private mutating func append(_ bytes: UnsafePointer<xmlChar>?, _ count: Int32, _ type: xmlElementType) {
        guard let bytes, let parent = context.pointee.node else { return }
        let count = Int(count)
        if let last = parent.pointee.last, last.pointee.type == type {
            makeRoom(for: count, in: last)
            write(bytes, count, to: last)
        } else {
            let text = node(type, name: type == XML_TEXT_NODE ? textName : nil)
            (length, capacity) = (0, count + 1)
            text.pointee.content = arena.allocate(capacity).bindMemory(to: xmlChar.self, capacity: capacity)
            write(bytes, count, to: text)
            Self.append(text, to: parent)
        }
    }

    private mutating func write(_ bytes: UnsafePointer<xmlChar>, _ count: Int, to text: NodePointer) {
        let end = text.pointee.content + length
        end.update(from: bytes, count: count)
        end[count] = 0
        length += count
    }

    /// `text` is the last one that was begun: an element ends with an older one only until another node is put behind it.
    private mutating func makeRoom(for count: Int, in text: NodePointer) {
        let needed = length + count + 1
        guard needed > capacity, let content = text.pointee.content else { return }
        if arena.extend(content, from: capacity, to: needed) {
            capacity = needed
        } else {
            // Twice as much each time, so that a long text is not copied for every piece of it.
            capacity = 2 * needed
            text.pointee.content = arena.allocate(capacity).bindMemory(to: xmlChar.self, capacity: capacity)
            text.pointee.content.update(from: content, count: length)
        }
    }
}
