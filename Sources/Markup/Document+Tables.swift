internal import CLibxml2

extension Document {
    /// Cells that are put in, in all tables of a page together.
    private static let mostRepeats = 20_000

    /// Puts a cell that spans rows or columns into each of them again, so that the third cell of any row stands in the
    /// third column.
    ///
    /// - Parameter tables: Those whose cells are repeated.
    public func repeatSpanningCells(of tables: [Node]) {
        for table in tables { repeatSpanningCells(of: table) }
    }

    private func repeatSpanningCells(of table: Node) {
        /// What is left of a cell that spans rows, by the column that it stands in.
        var open: [Int: (cell: NodePointer, rows: Int)] = [:]
        for row in table.select(Self.rows) where row.table == table {
            var column = 0
            var following: [Int: (cell: NodePointer, rows: Int)] = [:]
            var cells = Array(row.elements.filter { $0.isElement("td") || $0.isElement("th") })[...]
            while true {
                if let spanning = open.removeValue(forKey: column) {
                    guard addedCount < Self.mostRepeats else { return }
                    copy(spanning.cell).put(into: row.pointer, before: cells.first?.pointer)
                    if spanning.rows > 1 { following[column] = (spanning.cell, spanning.rows - 1) }
                    column += 1
                } else if let cell = cells.popFirst() {
                    let (rows, columns) = (cell.span("rowspan"), cell.span("colspan"))
                    for repeated in 0..<columns {
                        guard addedCount < Self.mostRepeats else { return }
                        if repeated > 0 { copy(cell.pointer).put(into: row.pointer, before: cells.first?.pointer) }
                        if rows > 1 { following[column + repeated] = (cell.pointer, rows - 1) }
                    }
                    column += columns
                } else {
                    break
                }
            }
            open = following
        }
    }

    private static let rows: Selector = {
        do {
            return try Selector("tr")
        } catch {
            preconditionFailure("\(error)")
        }
    }()

    /// A copy with all that is inside. It shares names, texts and attributes with what it was made from.
    private func copy(_ node: NodePointer) -> NodePointer {
        let copied = makeNode(like: node)
        var pairs = [(from: node, to: copied)]
        while let (from, to) = pairs.popLast() {
            var child = from.pointee.children
            while let current = child {
                let made = makeNode(like: current)
                made.put(into: to)
                pairs.append((current, made))
                child = current.pointee.next
            }
        }
        return copied
    }
}

extension Node {
    /// The table that a row is in.
    fileprivate var table: Node? { ancestor { $0.isElement("table") } }

    /// How many rows or columns a cell takes; browsers stop at a thousand as well.
    fileprivate func span(_ attribute: String) -> Int {
        min(max(self[attribute].flatMap { Int($0) } ?? 1, 1), 1_000)
    }
}
