extension TreeBuilder {
    private static let table: Set<Tag> = [.table, .template, .html]
    private static let bodies: Set<Tag> = [.tbody, .tfoot, .thead]
    private static let bodyContext: Set<Tag> = [.tbody, .tfoot, .thead, .template, .html]
    private static let rowContext: Set<Tag> = [.tr, .template, .html]
    private static let parts: Set<Tag> = [.caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr]

    // MARK: Tables

    mutating func startInTable(_ tag: Tag) {
        switch tag {
        case .caption:
            open.popBack(to: Self.table)
            formatting.pushBorder()
            open(tag)
            mode = .inCaption
        case .colgroup:
            open.popBack(to: Self.table)
            open(tag)
            mode = .inColumnGroup
        case .col:
            open.popBack(to: Self.table)
            openImplied(.colgroup)
            mode = .inColumnGroup
            startInColumnGroup(tag)
        case .tbody, .tfoot, .thead:
            open.popBack(to: Self.table)
            open(tag)
            mode = .inTableBody
        case .td, .th, .tr:
            open.popBack(to: Self.table)
            openImplied(.tbody)
            mode = .inTableBody
            startInTableBody(tag)
        case .table:
            guard open.hasInTableScope(.table) else { return }
            open.popUntil(.table)
            resetMode()
            start(tag, mode)
        case .style, .script, .template: insertMetadata(tag)
        case .input where tokens.attribute("type")?.equalsIgnoringCase("hidden") == true: insert(tag)
        case .form:
            guard templateModes.isEmpty, form == nil else { return }
            form = insert(tag)
        default:
            isFostering = true
            startInBody(tag)
            isFostering = false
        }
    }

    mutating func endInTable(_ tag: Tag) {
        switch tag {
        case .table:
            guard open.hasInTableScope(.table) else { return }
            open.popUntil(.table)
            resetMode()
        case .body, .html: break
        case .template: endTemplate()
        case _ where Self.parts.contains(tag): break
        default:
            isFostering = true
            endInBody(tag)
            isFostering = false
        }
    }

    // MARK: Captions and columns

    mutating func startInCaption(_ tag: Tag) {
        guard Self.parts.contains(tag) else { return startInBody(tag) }
        if closeCaption() { startInTable(tag) }
    }

    mutating func endInCaption(_ tag: Tag) {
        switch tag {
        case .caption: closeCaption()
        case .table: if closeCaption() { endInTable(tag) }
        case .body, .html: break
        case _ where Self.parts.contains(tag): break
        default: endInBody(tag)
        }
    }

    @discardableResult private mutating func closeCaption() -> Bool {
        guard open.hasInTableScope(.caption) else { return false }
        open.popUntil(.caption)
        formatting.clearToBorder()
        mode = .inTable
        return true
    }

    mutating func startInColumnGroup(_ tag: Tag) {
        switch tag {
        case .html: startInBody(tag)
        case .col: insert(tag)
        case .template: insertMetadata(tag)
        default: if closeColumnGroup() { startInTable(tag) }
        }
    }

    mutating func endInColumnGroup(_ tag: Tag) {
        switch tag {
        case .colgroup: closeColumnGroup()
        case .col: break
        case .template: endTemplate()
        default: if closeColumnGroup() { endInTable(tag) }
        }
    }

    @discardableResult private mutating func closeColumnGroup() -> Bool {
        guard open.current.tag == .colgroup else { return false }
        open.pop()
        mode = .inTable
        return true
    }

    // MARK: Rows

    mutating func startInTableBody(_ tag: Tag) {
        switch tag {
        case .tr:
            open.popBack(to: Self.bodyContext)
            open(tag)
            mode = .inRow
        case .td, .th:
            open.popBack(to: Self.bodyContext)
            openImplied(.tr)
            mode = .inRow
            startInRow(tag)
        case .caption, .col, .colgroup, .tbody, .tfoot, .thead: if closeTableBody() { startInTable(tag) }
        default: startInTable(tag)
        }
    }

    mutating func endInTableBody(_ tag: Tag) {
        switch tag {
        case .tbody, .tfoot, .thead: if open.hasInTableScope(tag) { closeTableBody() }
        case .table: if closeTableBody() { endInTable(tag) }
        default: endInTable(tag)
        }
    }

    @discardableResult private mutating func closeTableBody() -> Bool {
        guard open.hasInScope(where: Self.bodies.contains, ending: .tableScope) else { return false }
        open.popBack(to: Self.bodyContext)
        open.pop()
        mode = .inTable
        return true
    }

    mutating func startInRow(_ tag: Tag) {
        switch tag {
        case .td, .th:
            open.popBack(to: Self.rowContext)
            open(tag)
            mode = .inCell
            formatting.pushBorder()
        case _ where Self.parts.contains(tag): if closeRow() { startInTableBody(tag) }
        default: startInTable(tag)
        }
    }

    mutating func endInRow(_ tag: Tag) {
        switch tag {
        case .tr: closeRow()
        case .table: if closeRow() { endInTableBody(tag) }
        case .tbody, .tfoot, .thead: if open.hasInTableScope(tag), closeRow() { endInTableBody(tag) }
        default: endInTable(tag)
        }
    }

    @discardableResult private mutating func closeRow() -> Bool {
        guard open.hasInTableScope(.tr) else { return false }
        open.popBack(to: Self.rowContext)
        open.pop()
        mode = .inTableBody
        return true
    }

    // MARK: Cells

    mutating func startInCell(_ tag: Tag) {
        guard Self.parts.contains(tag) else { return startInBody(tag) }
        if closeCell() { startInRow(tag) }
    }

    mutating func endInCell(_ tag: Tag) {
        switch tag {
        case .td, .th:
            guard open.hasInTableScope(tag) else { return }
            open.popUntil(tag)
            formatting.clearToBorder()
            mode = .inRow
        case .table, .tbody, .tfoot, .thead, .tr:
            if open.hasInTableScope(tag), closeCell() { endInRow(tag) }
        case .body, .html, .caption, .col, .colgroup: break
        default: endInBody(tag)
        }
    }

    private mutating func closeCell() -> Bool {
        let isCell = { (tag: Tag) in tag == .td || tag == .th }
        guard open.hasInScope(where: isCell, ending: .tableScope) else { return false }
        open.popUntil(where: isCell)
        formatting.clearToBorder()
        mode = .inRow
        return true
    }
}
