internal import CLibxml2

extension TreeBuilder {
    mutating func startInBody(_ tag: Tag) {
        switch tag {
        case .other, .span:
            reopenFormatting()
            open(tag)
        case .html:
            if templateModes.isEmpty { nodes.add(tokens.attributes, to: open.elements[0].node) }
        case .body:
            if templateModes.isEmpty, open.count > 1, open.elements[1].tag == .body {
                nodes.add(tokens.attributes, to: open.elements[1].node)
            }
        case .frameset: break
        case _ where open.traits(of: tag).contains(.metadata): insertMetadata(tag)
        case _ where open.traits(of: tag).contains(.onlyInTable): break
        case _ where open.traits(of: tag).contains(.endsParagraph):
            closeParagraph()
            open(tag)
        case .h1, .h2, .h3, .h4, .h5, .h6:
            closeParagraph()
            if open.current.tag.isHeading { open.pop() }
            open(tag)
        case .pre, .listing:
            closeParagraph()
            open(tag)
            tokens.skipLineEnd()
        case .form: startForm()
        case .li:
            closeItem([.li])
            open(tag)
        case .dd, .dt:
            closeItem([.dd, .dt])
            open(tag)
        case .plaintext:
            closeParagraph()
            insertPlainText()
        case .a:
            if let link = formatting.last(.a) {
                closeFormatting(.a, UInt64(Tag.a.rawValue))
                formatting.remove(link.node)
                if let index = open.index(of: link.node) { open.remove(at: index) }
            }
            openFormatting(tag)
        case .nobr:
            reopenFormatting()
            if open.hasInScope(.nobr) { closeFormatting(.nobr, UInt64(Tag.nobr.rawValue)) }
            openFormatting(tag)
        case _ where open.traits(of: tag).contains(.formatting): openFormatting(tag)
        case .applet, .marquee, .object:
            reopenFormatting()
            open(tag)
            formatting.pushBorder()
        case .table:
            if !isQuirky { closeParagraph() }
            open(tag)
            mode = .inTable
        case .xmp:
            closeParagraph()
            reopenFormatting()
            insertRawText(tag)
        case .iframe, .noembed, .textarea: insertRawText(tag)
        case .math, .svg:
            reopenFormatting()
            openForeign(tag, isMath: tag == .math)
        default: startControl(tag)
        }
    }

    /// The parts of forms, pictures, and readings of characters.
    private mutating func startControl(_ tag: Tag) {
        switch tag {
        case .button:
            if open.hasInScope(.button) {
                open.closeImplied()
                open.popUntil(.button)
            }
            reopenFormatting()
            open(tag)
        case .select:
            // A second one is taken for the end of the first.
            if open.hasInScope(.select) {
                open.popUntil(.select)
            } else {
                reopenFormatting()
                open(tag)
            }
        case .option, .optgroup:
            if open.hasInScope(.select) {
                open.closeImplied(except: tag == .option ? .optgroup : nil)
            } else if open.current.tag == .option {
                open.pop()
            }
            reopenFormatting()
            open(tag)
        case .input:
            if open.hasInScope(.select) { open.popUntil(.select) }
            reopenFormatting()
            insert(tag)
        case .hr:
            closeParagraph()
            if open.hasInScope(.select) { open.closeImplied() }
            insert(tag)
        case .param, .source, .track: insert(tag)
        case .rb, .rtc:
            if open.hasInScope(.ruby) { open.closeImplied() }
            open(tag)
        case .rp, .rt:
            if open.hasInScope(.ruby) { open.closeImplied(except: .rtc) }
            open(tag)
        case .image:
            reopenFormatting()
            put(imageNode())
        case _ where open.traits(of: tag).contains(.void):
            reopenFormatting()
            insert(tag)
        default:
            reopenFormatting()
            open(tag)
        }
    }

    private mutating func imageNode() -> NodePointer {
        let node = nodes.element(.img)
        nodes.add(tokens.attributes, to: node)
        return node
    }

    private mutating func startForm() {
        guard form == nil || !templateModes.isEmpty else { return }
        closeParagraph()
        let node = open(.form)
        if templateModes.isEmpty { form = node }
    }

    /// Closes the list item around the place, as the next one begins.
    private mutating func closeItem(_ tags: Set<Tag>) {
        for element in open.elements.reversed() {
            if tags.contains(element.tag) {
                open.closeImplied(except: element.tag)
                open.popUntil(element.tag)
                break
            }
            if open.traits(of: element.tag).contains(.special), ![.address, .div, .p].contains(element.tag) { break }
        }
        closeParagraph()
    }

    mutating func closeParagraph() {
        guard open.hasInScope(.p, .buttonScope) else { return }
        open.closeImplied(except: .p)
        open.popUntil(.p)
    }

    // MARK: End tags

    mutating func endInBody(_ tag: Tag) {
        switch tag {
        case .other, .span: endAnyOther(tag)
        // What is behind the end of the body still belongs to it.
        case .html, .body: break
        case .template: endTemplate()
        case _ where open.traits(of: tag).contains(.formatting): closeFormatting(tag, tokens.tag.key)
        case _ where open.traits(of: tag).contains(.closesByName): close(tag)
        case .p:
            if !open.hasInScope(.p, .buttonScope) { openImplied(.p) }
            closeParagraph()
        case .li: close(tag, .listScope)
        case .dd, .dt: close(tag)
        case .h1, .h2, .h3, .h4, .h5, .h6:
            guard open.hasInScope(where: \.isHeading) else { return }
            open.closeImplied()
            open.popUntil(where: \.isHeading)
        case .form: endForm()
        case .applet, .marquee, .object:
            guard open.hasInScope(tag) else { return }
            close(tag)
            formatting.clearToBorder()
        case .br:
            reopenFormatting()
            put(nodes.element(.br))
        default: endAnyOther(tag)
        }
    }

    private mutating func close(_ tag: Tag, _ extraScope: TagTraits = []) {
        guard open.hasInScope(tag, extraScope) else { return }
        open.closeImplied(except: tag)
        open.popUntil(tag)
    }

    private mutating func endForm() {
        guard templateModes.isEmpty else { return close(.form) }
        guard let node = form else { return }
        form = nil
        guard open.hasInScope(.form), open.index(of: node) != nil else { return }
        open.closeImplied()
        if let index = open.index(of: node) { open.remove(at: index) }
    }

    private mutating func endAnyOther(_ tag: Tag) {
        guard open.has(tag) else { return }
        let key = tokens.tag.key
        var index = open.count - 1
        while index > 0 {
            let element = open.elements[index]
            if element.key == key, !element.tag.isForeign {
                while open.count > index { open.pop() }
                return
            }
            if open.traits(of: element.tag).contains(.special) { return }
            index -= 1
        }
    }

    // MARK: Formatting elements

    /// Closes a formatting element, also where its end tag crosses those of others: HTML's "adoption agency".
    mutating func closeFormatting(_ tag: Tag, _ key: UInt64) {
        if open.current.key == key, formatting.index(of: open.current.node) == nil {
            open.pop()
            return
        }
        for _ in 0..<8 {
            guard let element = formatting.last(tag) else { return endAnyOther(tag) }
            guard let index = open.index(of: element.node) else { return formatting.remove(element.node) }
            let inside = open.elements[(index + 1)...]
            guard inside.allSatisfy({ !open.traits(of: $0.tag).contains(.scope) }) else { return }
            guard let block = inside.firstIndex(where: { open.traits(of: $0.tag).contains(.special) }) else {
                while open.count > index { open.pop() }
                return formatting.remove(element.node)
            }
            adopt(element, at: index, around: block)
        }
    }

    /// Lets the block at `block` take the formatting element, which is open at `index`, over for its own content.
    private mutating func adopt(_ element: FormattingElements.Element, at index: Int, around block: Int) {
        let furthest = open.elements[block]
        let ancestor = open.elements[index - 1]
        var bookmark = formatting.index(of: element.node) ?? 0
        var last = furthest.node
        var (place, block) = (block, block)
        var steps = 0
        while place > index + 1 {
            place -= 1
            steps += 1
            let node = open.elements[place].node
            var entry = formatting.index(of: node)
            if steps > 3, let found = entry {
                formatting.remove(node)
                if found < bookmark { bookmark -= 1 }
                entry = nil
            }
            guard let entry, let old = formatting.entries[entry] else {
                open.remove(at: place)
                block -= 1
                continue
            }
            let copy = nodes.copy(node)
            formatting.replace(
                at: entry, with: FormattingElements.Element(node: copy, tag: old.tag, key: old.key))
            open.replace(at: place, with: copy)
            if last == furthest.node { bookmark = entry + 1 }
            last.takeOut()
            last.put(into: copy)
            last = copy
        }
        last.takeOut()
        put(last, inside: ancestor)
        let copy = nodes.copy(element.node)
        let content = furthest.tag == .template ? furthest.node.templateContent : furthest.node
        content.moveContent(to: copy)
        copy.put(into: content)
        if let found = formatting.index(of: element.node) {
            formatting.remove(element.node)
            if found < bookmark { bookmark -= 1 }
        }
        formatting.insert(
            FormattingElements.Element(node: copy, tag: element.tag, key: element.key), at: bookmark)
        open.remove(at: index)
        open.insert(OpenElements.Element(node: copy, tag: element.tag, key: element.key), at: block)
    }
}

extension Tag {
    fileprivate var isHeading: Bool { rawValue >= Tag.h1.rawValue && rawValue <= Tag.h6.rawValue }
}
