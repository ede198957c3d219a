internal import CLibxml2

/// Makes the nodes of a tree, in an arena, because allocating and freeing every node, name and text by itself takes
/// longer than reading the page.
///
/// The nodes are libxml2's and may be read, evaluated over and unlinked by its functions. Nothing of libxml2's may free
/// one, or change the text or the attributes of one.
struct NodeMaker {
    let document: xmlDocPtr
    private(set) var arena: Arena
    /// Elements, texts and attributes, with the values of those.
    private(set) var nodeCount = 0
    private let names = TagNames.html
    private let textName = ("text" as StaticString).utf8Start
    /// The text that was written to last, what it has of its bytes without the zero at the end, and of room.
    private var openText: NodePointer?
    private var (length, capacity) = (0, 0)

    init(document: xmlDocPtr, bytes: Int) {
        self.document = document
        arena = Arena(expecting: 1024 + 4 * bytes)
    }

    // MARK: Elements

    mutating func element(_ tag: Tokenizer.TagToken, _ attributes: [Tokenizer.Attribute]) -> NodePointer {
        let element = node(XML_ELEMENT_NODE, tag.tag == .other ? lowercased(tag.name) : names.spelling(of: tag.tag))
        var last: xmlAttrPtr?
        for attribute in attributes { append(self.attribute(attribute, of: element), to: element, behind: &last) }
        return element
    }

    /// An element without attributes.
    mutating func element(_ tag: Tag) -> NodePointer { node(XML_ELEMENT_NODE, names.spelling(of: tag)) }

    /// One of the same name and attributes, without content.
    mutating func copy(_ element: NodePointer) -> NodePointer {
        let copy = node(XML_ELEMENT_NODE, element.pointee.name)
        var last: xmlAttrPtr?
        var next = element.pointee.properties
        while let attribute = next {
            append(self.attribute(attribute.pointee.name, attribute.value, of: copy), to: copy, behind: &last)
            next = attribute.pointee.next
        }
        return copy
    }

    /// Most attributes of an element that are put together from several tags.
    private static let mostAttributes = 256

    /// Gives an element those attributes that it does not have yet.
    mutating func add(_ attributes: [Tokenizer.Attribute], to element: NodePointer) {
        var last = element.pointee.properties
        var count = 1
        while let next = last?.pointee.next {
            last = next
            count += 1
        }
        for attribute in attributes.prefix(max(0, Self.mostAttributes - count)) {
            let new = self.attribute(attribute, of: element)
            let name = UnsafeBufferPointer(start: new.pointee.name, count: attribute.name.count)
            if element.attribute(name) == nil { append(new, to: element, behind: &last) }
        }
    }

    private func append(_ attribute: xmlAttrPtr, to element: NodePointer, behind last: inout xmlAttrPtr?) {
        attribute.pointee.prev = last
        if let last {
            last.pointee.next = attribute
        } else {
            element.pointee.properties = attribute
        }
        last = attribute
    }

    private mutating func attribute(_ written: Tokenizer.Attribute, of element: NodePointer) -> xmlAttrPtr {
        attribute(lowercased(written.name), value(written.value), of: element)
    }

    private mutating func attribute(
        _ name: UnsafePointer<xmlChar>?, _ value: UnsafePointer<xmlChar>, of element: NodePointer
    ) -> xmlAttrPtr {
        var attribute = xmlAttr()
        attribute.type = XML_ATTRIBUTE_NODE
        attribute.name = name
        attribute.doc = document
        attribute.parent = element
        nodeCount += 1
        let place = arena.allocate(MemoryLayout<xmlAttr>.size).bindMemory(to: xmlAttr.self, capacity: 1)
        if value.pointee != 0 {
            let text = node(XML_TEXT_NODE, textName)
            text.pointee.content = UnsafeMutablePointer(mutating: value)
            text.pointee.parent = UnsafeMutableRawPointer(place).assumingMemoryBound(to: xmlNode.self)
            attribute.children = text
            attribute.last = text
        }
        place.initialize(to: attribute)
        return place
    }

    /// The value of an attribute with its references resolved.
    private mutating func value(_ written: UnsafeBufferPointer<UInt8>) -> UnsafePointer<xmlChar> {
        if written.isEmpty { return .empty }
        // A reference can be a byte shorter than what it stands for (`&nGt;`), a zero two bytes shorter than U+FFFD.
        let growing = written.count { $0 == UInt8(ascii: "&") || $0 == 0 }
        let capacity = written.count + 2 * growing + 1
        let value = arena.allocate(capacity).bindMemory(to: xmlChar.self, capacity: capacity)
        var (place, count) = (0, 0)
        while place < written.count {
            let byte = written[place]
            if byte == UInt8(ascii: "&"),
                let reference = CharacterReference(in: written, at: place, before: written.count, inAttribute: true)
            {
                count += reference.write(to: value + count)
                place += reference.length
                continue
            }
            if byte == 0 {
                for replacement in "\u{FFFD}".utf8 {
                    value[count] = replacement
                    count += 1
                }
            } else {
                value[count] = byte
                count += 1
            }
            place += 1
        }
        value[count] = 0
        return UnsafePointer(value)
    }

    private mutating func lowercased(_ name: UnsafeBufferPointer<UInt8>) -> UnsafePointer<xmlChar> {
        let copy = arena.allocate(name.count + 1).bindMemory(to: xmlChar.self, capacity: name.count + 1)
        for place in 0..<name.count { copy[place] = name[place] == 0 ? UInt8(ascii: "?") : name[place].lowercased }
        copy[name.count] = 0
        return UnsafePointer(copy)
    }

    private mutating func node(_ type: xmlElementType, _ name: UnsafePointer<xmlChar>?) -> NodePointer {
        nodeCount += 1
        var node = xmlNode()
        node.type = type
        node.name = name
        node.doc = document
        let place = arena.allocate(MemoryLayout<xmlNode>.size).bindMemory(to: xmlNode.self, capacity: 1)
        place.initialize(to: node)
        return place
    }

    // MARK: Texts

    /// Puts `bytes` at the end of `parent`, or in front of `next` in it: into the text that is there, or into a new one.
    mutating func write(_ bytes: UnsafeBufferPointer<UInt8>, into parent: NodePointer, before next: NodePointer?) {
        let neighbour = next.map { $0.pointee.prev } ?? parent.pointee.last
        if let openText, openText == neighbour {
            makeRoom(for: bytes.count, in: openText)
        } else {
            let text = node(XML_TEXT_NODE, textName)
            (length, capacity) = (0, bytes.count + 1)
            text.pointee.content = arena.allocate(capacity).bindMemory(to: xmlChar.self, capacity: capacity)
            openText = text
            text.put(into: parent, before: next)
        }
        guard let content = openText?.pointee.content, let source = bytes.baseAddress else { return }
        (content + length).update(from: source, count: bytes.count)
        length += bytes.count
        content[length] = 0
    }

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

extension UnsafeMutablePointer where Pointee == xmlNode {
    /// Puts a node that is nowhere yet at the end of `parent`, or in front of `next` in it.
    @inline(__always) func put(into parent: NodePointer, before next: NodePointer? = nil) {
        pointee.parent = parent
        pointee.next = next
        let previous = next.map { $0.pointee.prev } ?? parent.pointee.last
        pointee.prev = previous
        if let previous {
            previous.pointee.next = self
        } else {
            parent.pointee.children = self
        }
        if let next {
            next.pointee.prev = self
        } else {
            parent.pointee.last = self
        }
    }

    /// Takes it out of wherever it is.
    func takeOut() {
        if let parent = pointee.parent {
            if parent.pointee.children == self { parent.pointee.children = pointee.next }
            if parent.pointee.last == self { parent.pointee.last = pointee.prev }
        }
        if let next = pointee.next { next.pointee.prev = pointee.prev }
        if let previous = pointee.prev { previous.pointee.next = pointee.next }
        pointee.parent = nil
        pointee.next = nil
        pointee.prev = nil
    }

    /// Moves all that is inside to the end of `other`.
    func moveContent(to other: NodePointer) {
        var child = pointee.children
        while let current = child {
            child = current.pointee.next
            current.pointee.parent = other
        }
        guard let first = pointee.children else { return }
        if let last = other.pointee.last {
            last.pointee.next = first
            first.pointee.prev = last
        } else {
            other.pointee.children = first
        }
        other.pointee.last = pointee.last
        pointee.children = nil
        pointee.last = nil
    }
}
