internal import CLibxml2

/// Collects what a reader sees of nodes, in one walk over the tree.
struct TextReader {
    /// Nodes between two questions whether to go on.
    private static let stretch = 1_024

    private let meter: TextMeter
    private let kinds = ElementKinds.html
    private var nodes = 0
    private var text: FoldedText
    private var lastFormula: String?
    private var lengthAfterFormula = 0

    /// The text that `body` collects.
    ///
    /// - Parameters:
    ///   - meter: Is asked whether reading may go on.
    ///   - scratch: Used as room, and given back with more of it.
    static func read(
        _ meter: TextMeter, using scratch: inout [UInt8], _ body: (inout TextReader) -> Void
    ) -> String {
        var reader = TextReader(meter, scratch: scratch)
        scratch = []
        body(&reader)
        _ = meter.mayReadOn(.nodes(reader.nodes))
        defer { scratch = reader.text.buffer }
        return reader.text.string
    }

    private init(_ meter: TextMeter, scratch: [UInt8]) {
        self.meter = meter
        text = FoldedText(scratch: scratch)
    }

    /// What is inside `node`, whose own kind does not matter: who asks for the text of a hidden box gets it.
    mutating func readInside(_ node: NodePointer, skipping: ((NodePointer) -> Bool)? = nil) {
        if node.isElement {
            read(from: node.pointee.children, inside: node, skipping: skipping)
        } else if node.isAttribute {
            node.withMemoryRebound(to: xmlAttr.self, capacity: 1) { text.append($0.value) }
        } else if let content = node.pointee.content {
            text.append(content)
        }
    }

    /// `node` as a part of a running text.
    mutating func read(_ node: NodePointer, skipping: ((NodePointer) -> Bool)? = nil) {
        if enter(node, skipping: skipping) {
            read(from: node.pointee.children, inside: node, skipping: skipping)
            leave(node)
        }
    }

    private mutating func read(from first: NodePointer?, inside top: NodePointer, skipping: ((NodePointer) -> Bool)?) {
        var current = first
        while let node = current {
            nodes += 1
            if nodes == Self.stretch {
                nodes = 0
                guard meter.mayReadOn(.nodes(Self.stretch)) else { return }
            }
            if enter(node, skipping: skipping) {
                if let child = node.pointee.children {
                    current = child
                    continue
                }
                leave(node)
            }
            // Up until there is a next one. No recursion: a page decides how deep its tree is.
            var done = node
            current = done.pointee.next
            while current == nil {
                guard let parent = done.pointee.parent, parent != top else { return }
                leave(parent)
                done = parent
                current = done.pointee.next
            }
        }
    }

    /// True where what is inside is to be read.
    @inline(__always) private mutating func enter(_ node: NodePointer, skipping: ((NodePointer) -> Bool)?) -> Bool {
        guard node.isElement, let name = node.pointee.name else {
            if node.isText, let content = node.pointee.content { append(content, of: node, unless: skipping) }
            return false
        }
        let kind = kinds.kind(of: name)
        switch kind {
        case .silent: return false
        case .lineBreak:
            text.breakWord()
            return false
        case .inline, .block: break
        }
        if node.pointee.properties != nil, node.isHidden { return false }
        if kind == .block { text.breakWord() }
        if let skipping, skipping(node) { return false }
        return kind == .block || !readSign(node)
    }

    /// Reads an element that is text to a reader without having any inside: a formula, or a picture of a sign.
    private mutating func readSign(_ node: NodePointer) -> Bool {
        guard let sign = Sign(node) else { return false }
        switch sign {
        // A formula that is there for machines and as a picture too is read once.
        case .formula(let source) where source == lastFormula && text.length == lengthAfterFormula: break
        case .formula(let source):
            text.append(source)
            (lastFormula, lengthAfterFormula) = (source, text.length)
        case .picture(let name): text.append(name)
        }
        return true
    }

    private mutating func append(
        _ content: UnsafePointer<UInt8>, of node: NodePointer, unless skipping: ((NodePointer) -> Bool)?
    ) {
        if let skipping, skipping(node) { return }
        text.append(content)
    }

    @inline(__always) private mutating func leave(_ element: NodePointer) {
        if let name = element.pointee.name, kinds.kind(of: name) == .block { text.breakWord() }
    }
}

extension UnsafeMutablePointer where Pointee == xmlNode {
    /// By its own attributes; style sheets are not looked at.
    fileprivate var isHidden: Bool {
        var attribute = pointee.properties
        while let current = attribute {
            if let name = current.pointee.name {
                if name[0] == UInt8(ascii: "h"), name.equals("hidden") { return true }
                if name[0] == UInt8(ascii: "s"), name.equals("style"), current.value.declaresDisplayNone { return true }
            }
            attribute = current.pointee.next
        }
        return false
    }
}

extension UnsafePointer<UInt8> {
    /// Whether a `style` says `display: none`, in any case and with any spaces.
    fileprivate var declaresDisplayNone: Bool {
        var rest = self
        while rest.pointee != 0 {
            while rest.pointee.isSpace || rest.pointee == UInt8(ascii: ";") { rest += 1 }
            if rest.skip("display") {
                while rest.pointee.isSpace { rest += 1 }
                if rest.skip(":") {
                    while rest.pointee.isSpace { rest += 1 }
                    if rest.skip("none"), !rest.pointee.isLetter, rest.pointee != UInt8(ascii: "-") { return true }
                }
            }
            while rest.pointee != 0, rest.pointee != UInt8(ascii: ";") { rest += 1 }
        }
        return false
    }

    /// Moves behind `word`, which is lower case, where that is next.
    private mutating func skip(_ word: StaticString) -> Bool {
        for position in 0..<word.utf8CodeUnitCount where self[position].lowercased != word.utf8Start[position] {
            return false
        }
        self += word.utf8CodeUnitCount
        return true
    }
}
