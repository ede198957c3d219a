internal import CLibxml2

/// Builds the tree of a page from its tags and texts, by the rules of HTML's tree construction, so that what stands in
/// what is as in a browser: also where end tags are missing, crossed or too many.
///
/// What no page of words needs is left out: frames, scripts that write, and the content of `script` and `style`.
struct TreeBuilder {
    /// Where in a page it is, which decides what a tag means.
    enum Mode {
        case beforeHead, inHead, inHeadNoscript, afterHead, inBody, inTable, inCaption, inColumnGroup, inTableBody,
            inRow
        case inCell, inTemplate
    }

    var tokens: Tokenizer
    var nodes: NodeMaker
    var open = OpenElements()
    var formatting = FormattingElements()
    var mode = Mode.beforeHead
    var templateModes: [Mode] = []
    var head: NodePointer?
    var hasBody = false
    /// The form that is open, which has no other inside.
    var form: NodePointer?
    /// Whether what cannot stand in a table is put in front of it.
    var isFostering = false
    /// Whether a table may stand in a paragraph, as on pages that name no standard.
    var isQuirky: Bool
    /// Copies of formatting elements that may still be made: a page in which each block begins with dozens is none.
    private var copiesLeft: Int
    /// Text that stands between the parts of a table.
    private var tableText: [UInt8] = []
    private let hasZeros: Bool

    /// - Parameter isPart: Of a page whose beginning was cut off, and with it the standard that it names.
    static func parse(
        _ html: UnsafeBufferPointer<UInt8>, _ attributes: AttributeNames, nodes: Int, isPart: Bool,
        into document: xmlDocPtr
    ) -> PageTree {
        var builder = TreeBuilder(html, attributes, isPart: isPart, document)
        builder.run(nodes)
        builder.tokens.free()
        return PageTree(document: document, nodeCount: builder.nodes.nodeCount, arena: builder.nodes.arena)
    }

    private init(
        _ html: UnsafeBufferPointer<UInt8>, _ attributes: AttributeNames, isPart: Bool, _ document: xmlDocPtr
    ) {
        tokens = Tokenizer(html, keeping: attributes)
        nodes = NodeMaker(document: document, bytes: html.count)
        isQuirky = !isPart
        copiesLeft = 10_000 + html.count / 16
        hasZeros = html.baseAddress.map { memchr($0, 0, html.count) != nil } ?? false
    }

    private mutating func run(_ most: Int) {
        while nodes.nodeCount <= most {
            let token = tokens.next(isForeign: !open.isEmpty && open.current.tag.isForeign)
            if case .text(let text) = token {
                read(text)
                continue
            }
            if !tableText.isEmpty { placeTableText() }
            switch token {
            case .start: readStart()
            case .end: readEnd()
            case .doctype(let isQuirky): if open.isEmpty { self.isQuirky = isQuirky }
            case .text: break
            case .endOfPage: return finish()
            }
        }
        finish()
    }

    /// A page of a head alone has a body too.
    private mutating func finish() {
        guard !open.isEmpty, !hasBody else { return }
        while open.has(.template) { endTemplate() }
        leaveHead()
    }

    // MARK: Tags

    private mutating func readStart() {
        ensureRoot()
        let tag = tokens.tag.tag
        if open.isFull, !open.traits(of: tag).contains(.void), !tokens.tag.isSelfClosing, !tag.hasRawText {
            open.passOverStart(tag)
        } else if isForeign(startOf: tag) {
            startForeign(tag)
        } else {
            start(tag, mode)
        }
    }

    private mutating func readEnd() {
        let tag = tokens.tag.tag
        if open.isEmpty, ![.br, .p, .html, .body, .head].contains(tag) { return }
        ensureRoot()
        if open.passesOverEnd(tag) { return }
        if open.current.tag.isForeign {
            endForeign(tag)
        } else {
            end(tag, mode)
        }
    }

    /// A start tag by the rules of `mode`.
    mutating func start(_ tag: Tag, _ mode: Mode) {
        switch mode {
        case .beforeHead: startBeforeHead(tag)
        case .inHead: startInHead(tag)
        case .inHeadNoscript: startInHeadNoscript(tag)
        case .afterHead: startAfterHead(tag)
        case .inBody: startInBody(tag)
        case .inTable: startInTable(tag)
        case .inCaption: startInCaption(tag)
        case .inColumnGroup: startInColumnGroup(tag)
        case .inTableBody: startInTableBody(tag)
        case .inRow: startInRow(tag)
        case .inCell: startInCell(tag)
        case .inTemplate: startInTemplate(tag)
        }
    }

    mutating func end(_ tag: Tag, _ mode: Mode) {
        switch mode {
        case .beforeHead, .inHead, .inHeadNoscript, .afterHead: endAroundHead(tag)
        case .inBody: endInBody(tag)
        case .inTable: endInTable(tag)
        case .inCaption: endInCaption(tag)
        case .inColumnGroup: endInColumnGroup(tag)
        case .inTableBody: endInTableBody(tag)
        case .inRow: endInRow(tag)
        case .inCell: endInCell(tag)
        case .inTemplate: if tag == .template { endTemplate() }
        }
    }

    // MARK: Text

    private mutating func read(_ text: UnsafeBufferPointer<UInt8>) {
        var text = text
        if open.isEmpty || !hasBody, templateModes.isEmpty, !(open.isEmpty ? false : open.current.tag.isForeign) {
            text = UnsafeBufferPointer(rebasing: text[(text.firstIndex { !$0.isSpace } ?? text.endIndex)...])
            if text.isEmpty { return }
            ensureRoot()
            leaveHead()
        }
        if open.current.tag.hasForeignText {
            write(text, zeros: .replaced)
        } else if isBetweenTableParts {
            tableText.append(contentsOf: text)
        } else if mode == .inColumnGroup {
            readInColumnGroup(text)
        } else {
            readInBody(text)
        }
    }

    private var isBetweenTableParts: Bool {
        (mode == .inTable || mode == .inTableBody || mode == .inRow)
            && open.traits(of: open.current.tag).contains(.tablePart)
    }

    private mutating func readInBody(_ text: UnsafeBufferPointer<UInt8>) {
        if hasZeros, text.allSatisfy({ $0 == 0 }) { return }
        reopenFormatting()
        write(text, zeros: .dropped)
    }

    private mutating func readInColumnGroup(_ text: UnsafeBufferPointer<UInt8>) {
        let rest = text.firstIndex { !$0.isSpace } ?? text.endIndex
        if rest > 0 { write(UnsafeBufferPointer(rebasing: text[..<rest]), zeros: .dropped) }
        guard rest < text.endIndex, open.current.tag == .colgroup else { return }
        open.pop()
        mode = .inTable
        tableText.append(contentsOf: text[rest...])
    }

    /// Only white space may stand between the parts of a table; all else goes in front of it.
    private mutating func placeTableText() {
        let text = tableText
        tableText.removeAll(keepingCapacity: true)
        text.withUnsafeBufferPointer { text in
            if text.allSatisfy(\.isSpace) {
                write(text, zeros: .dropped)
            } else {
                isFostering = true
                readInBody(text)
                isFostering = false
            }
        }
    }

    private enum Zeros { case dropped, replaced }

    private mutating func write(_ text: UnsafeBufferPointer<UInt8>, zeros: Zeros) {
        let place = self.place()
        write(text, zeros: zeros, into: place.parent, before: place.next)
    }

    private mutating func write(
        _ text: UnsafeBufferPointer<UInt8>, zeros: Zeros, into parent: NodePointer, before next: NodePointer?
    ) {
        guard hasZeros, text.contains(0) else { return nodes.write(text, into: parent, before: next) }
        var kept: [UInt8] = []
        for byte in text {
            if byte != 0 {
                kept.append(byte)
            } else if zeros == .replaced {
                kept.append(contentsOf: "\u{FFFD}".utf8)
            }
        }
        kept.withUnsafeBufferPointer { nodes.write($0, into: parent, before: next) }
    }

    // MARK: Elements

    /// Puts the element of the last tag where it belongs, and opens it.
    @discardableResult mutating func open(_ tag: Tag) -> NodePointer {
        let node = insert(tag)
        open.push(OpenElements.Element(node: node, tag: tag, key: tokens.tag.key))
        return node
    }

    /// The same for one that has no content.
    @discardableResult mutating func insert(_ tag: Tag) -> NodePointer {
        let node = nodes.element(tokens.tag, tokens.attributes)
        put(node)
        return node
    }

    /// Opens an element that a page does without.
    @discardableResult mutating func openImplied(_ tag: Tag) -> NodePointer {
        let node = nodes.element(tag)
        put(node)
        open.push(OpenElements.Element(node: node, tag: tag, key: UInt64(tag.rawValue)))
        return node
    }

    func put(_ node: NodePointer, inside target: OpenElements.Element? = nil) {
        let place = place(inside: target)
        node.put(into: place.parent, before: place.next)
    }

    /// Where the next node belongs that is put into `target`, or into the innermost element.
    private func place(inside target: OpenElements.Element? = nil) -> (parent: NodePointer, next: NodePointer?) {
        let target = target ?? open.current
        guard isFostering, open.traits(of: target.tag).contains(.tablePart) else {
            return (target.tag == .template ? target.node.templateContent : target.node, nil)
        }
        let table = open.lastIndex(of: .table)
        if let template = open.lastIndex(of: .template), template > table ?? -1 {
            return (open.elements[template].node.templateContent, nil)
        }
        guard let table else { return (open.elements[0].node, nil) }
        let node = open.elements[table].node
        if let parent = node.pointee.parent { return (parent, node) }
        return (open.elements[table - 1].node, nil)
    }

    /// Reads an element in whose text tags mean nothing.
    mutating func insertRawText(_ tag: Tag) {
        let node = insert(tag)
        switch tag {
        case .script: tokens.skip(to: tokens.endOfScript())
        case .style: tokens.skip(to: tokens.endOfRawText())
        case .title, .textarea:
            let end = tokens.endOfRawText()
            if tag == .textarea { tokens.skipLineEnd() }
            while let piece = tokens.nextPiece(before: end) { write(piece, zeros: .replaced, into: node, before: nil) }
        default:
            let end = tokens.endOfRawText()
            while let piece = tokens.nextRawPiece(before: end) {
                write(piece, zeros: .replaced, into: node, before: nil)
            }
        }
        tokens.skipEndTag()
    }

    mutating func insertPlainText() {
        let node = open(.plaintext)
        while let piece = tokens.nextRawPiece(before: tokens.html.count) {
            write(piece, zeros: .replaced, into: node, before: nil)
        }
    }

    private mutating func ensureRoot() {
        guard open.isEmpty else { return }
        let root = nodes.element(.html)
        nodes.document.withMemoryRebound(to: xmlNode.self, capacity: 1) { root.put(into: $0) }
        open.push(OpenElements.Element(node: root, tag: .html, key: UInt64(Tag.html.rawValue)))
    }

    // MARK: Formatting

    mutating func openFormatting(_ tag: Tag) {
        reopenFormatting()
        formatting.push(FormattingElements.Element(node: open(tag), tag: tag, key: tokens.tag.key))
    }

    /// Goes on with formatting elements that an end tag of another element has closed.
    mutating func reopenFormatting() {
        guard let last = formatting.entries.last, let last, !isOpen(last.node) else { return }
        var index = formatting.entries.count - 1
        while index > 0, let before = formatting.entries[index - 1], !isOpen(before.node) { index -= 1 }
        while index < formatting.entries.count, copiesLeft > 0, !open.isFull, let entry = formatting.entries[index] {
            copiesLeft -= 1
            let node = nodes.copy(entry.node)
            put(node)
            open.push(OpenElements.Element(node: node, tag: entry.tag, key: entry.key))
            formatting.replace(
                at: index, with: FormattingElements.Element(node: node, tag: entry.tag, key: entry.key))
            index += 1
        }
    }

    private func isOpen(_ node: NodePointer) -> Bool { open.index(of: node) != nil }
}

extension Tag {
    /// Whether it is an element of `svg` or `math`.
    var isForeign: Bool {
        self == .foreign || self == .foreignText || self == .foreignAnnotation || self == .foreignHTML
    }

    /// Whether text right inside is read by the rules of `svg` and `math`.
    fileprivate var hasForeignText: Bool { self == .foreign || self == .foreignAnnotation }

    /// Whether tags mean nothing inside.
    var hasRawText: Bool {
        switch self {
        case .script, .style, .title, .textarea, .xmp, .iframe, .noembed, .noframes: true
        default: false
        }
    }
}

extension UnsafeMutablePointer where Pointee == xmlNode {
    /// Of a `template`: what stands in it, which is no part of the page.
    var templateContent: NodePointer {
        pointee._private?.assumingMemoryBound(to: xmlNode.self) ?? self
    }
}
