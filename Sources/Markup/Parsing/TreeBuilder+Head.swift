internal import CLibxml2

/// The beginning of a page, whose tags are often left out. A head that no tag names and that has nothing in it is no
/// element of the tree.
extension TreeBuilder {
    mutating func startBeforeHead(_ tag: Tag) {
        switch tag {
        case .html: startInBody(tag)
        case .head:
            head = open(tag)
            mode = .inHead
        default:
            mode = .inHead
            startInHead(tag)
        }
    }

    mutating func startInHead(_ tag: Tag) {
        switch tag {
        case .html: startInBody(tag)
        case .head: break
        case .noscript:
            openHead()
            open(tag)
            mode = .inHeadNoscript
        case _ where open.traits(of: tag).contains(.metadata):
            openHead()
            insertMetadata(tag)
        default:
            leaveHead(forBody: false)
            startAfterHead(tag)
        }
    }

    mutating func startInHeadNoscript(_ tag: Tag) {
        switch tag {
        case .html: startInBody(tag)
        case .basefont, .bgsound, .link, .meta, .noframes, .style: insertMetadata(tag)
        case .head, .noscript: break
        default:
            open.pop()
            mode = .inHead
            startInHead(tag)
        }
    }

    mutating func startAfterHead(_ tag: Tag) {
        switch tag {
        case .html: startInBody(tag)
        case .head: break
        case .body:
            open(tag)
            hasBody = true
            mode = .inBody
        case _ where open.traits(of: tag).contains(.metadata):
            openHead()
            insertMetadata(tag)
            if let head, let index = open.index(of: head) { open.remove(at: index) }
        default:
            openBody()
            startInBody(tag)
        }
    }

    mutating func endAroundHead(_ tag: Tag) {
        switch tag {
        case .head:
            if mode == .inHead { leaveHead(forBody: false) }
            if mode == .beforeHead { mode = .afterHead }
        case .noscript where mode == .inHeadNoscript:
            open.pop()
            mode = .inHead
        case .template: endTemplate()
        case .body, .html, .br:
            leaveHead()
            endInBody(tag)
        // Only these imply a body; `</p>` does not.
        default: break
        }
    }

    /// An element that stands in a head, wherever it was found.
    mutating func insertMetadata(_ tag: Tag) {
        switch tag {
        case .template:
            let node = open(tag)
            node.pointee._private = UnsafeMutableRawPointer(nodes.element(.template))
            formatting.pushBorder()
            mode = .inTemplate
            templateModes.append(.inTemplate)
        case _ where tag.hasRawText: insertRawText(tag)
        default: insert(tag)
        }
    }

    /// Ends the head, and begins the body if asked to.
    mutating func leaveHead(forBody: Bool = true) {
        if mode == .inHeadNoscript { open.pop() }
        if open.current.tag == .head { open.pop() }
        mode = .afterHead
        if forBody { openBody() }
    }

    private mutating func openBody() {
        openImplied(.body)
        hasBody = true
        mode = .inBody
    }

    /// Makes the head where there is none yet, and opens it.
    private mutating func openHead() {
        guard open.current.tag != .head else { return }
        if let head {
            open.push(OpenElements.Element(node: head, tag: .head, key: UInt64(Tag.head.rawValue)))
        } else {
            head = openImplied(.head)
        }
    }

    // MARK: Templates

    mutating func startInTemplate(_ tag: Tag) {
        let inside: Mode
        switch tag {
        case _ where open.traits(of: tag).contains(.metadata):
            insertMetadata(tag)
            return
        case .caption, .colgroup, .tbody, .tfoot, .thead: inside = .inTable
        case .col: inside = .inColumnGroup
        case .tr: inside = .inTableBody
        case .td, .th: inside = .inRow
        default: inside = .inBody
        }
        if !templateModes.isEmpty { templateModes[templateModes.count - 1] = inside }
        mode = inside
        start(tag, inside)
    }

    mutating func endTemplate() {
        guard open.has(.template) else { return }
        open.popUntil(.template)
        formatting.clearToBorder()
        _ = templateModes.popLast()
        resetMode()
    }

    /// The mode that the open elements call for.
    mutating func resetMode() {
        for element in open.elements.reversed() {
            switch element.tag {
            case .td, .th: mode = .inCell
            case .tr: mode = .inRow
            case .tbody, .thead, .tfoot: mode = .inTableBody
            case .caption: mode = .inCaption
            case .colgroup: mode = .inColumnGroup
            case .table: mode = .inTable
            case .template: mode = templateModes.last ?? .inBody
            case .head: mode = .inHead
            case .body: mode = .inBody
            case .html: mode = hasBody ? .inBody : .afterHead
            default: continue
            }
            return
        }
    }
}
