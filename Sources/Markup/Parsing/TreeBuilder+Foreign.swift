internal import CLibxml2

/// Formulas and drawings, whose elements are not HTML's and close themselves with `/>`.
extension TreeBuilder {
    /// Whether a start tag is read by their rules.
    func isForeign(startOf tag: Tag) -> Bool {
        switch open.current.tag {
        case .foreign: true
        case .foreignText: tag == .mglyph || tag == .malignmark
        case .foreignAnnotation: tag != .svg
        default: false
        }
    }

    mutating func startForeign(_ tag: Tag) {
        let isFontOfHTML = tag == .font && ["color", "face", "size"].contains { tokens.attribute($0) != nil }
        if open.traits(of: tag).contains(.breaksOut) || isFontOfHTML {
            leaveForeign()
            start(tag, mode)
        } else {
            openForeign(tag, isMath: open.current.isMath)
        }
    }

    mutating func openForeign(_ tag: Tag, isMath: Bool) {
        let node = insert(tag)
        if tokens.tag.isSelfClosing { return }
        open.push(
            OpenElements.Element(node: node, tag: kind(tag, isMath: isMath), key: tokens.tag.key, isMath: isMath))
    }

    private func kind(_ tag: Tag, isMath: Bool) -> Tag {
        switch tag {
        case .mi, .mo, .mn, .ms, .mtext: return isMath ? .foreignText : .foreign
        case .annotationXML:
            guard isMath else { return .foreign }
            let encoding = tokens.attribute("encoding")
            let isHTML = ["text/html", "application/xhtml+xml"].contains { encoding?.equalsIgnoringCase($0) == true }
            return isHTML ? .foreignHTML : .foreignAnnotation
        case .foreignObject, .desc, .title: return isMath ? .foreign : .foreignHTML
        default: return .foreign
        }
    }

    mutating func endForeign(_ tag: Tag) {
        if tag == .br || tag == .p {
            leaveForeign()
            return end(tag, mode)
        }
        var index = open.count - 1
        while index > 0 {
            let element = open.elements[index]
            guard element.tag.isForeign else { return end(tag, mode) }
            if element.key == tokens.tag.key {
                while open.count > index { open.pop() }
                return
            }
            index -= 1
        }
    }

    /// Closes what HTML cannot stand in.
    private mutating func leaveForeign() {
        while open.current.tag == .foreign || open.current.tag == .foreignAnnotation { open.pop() }
    }
}
