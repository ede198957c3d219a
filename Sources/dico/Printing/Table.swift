/// Rows as lines, each column as wide on a terminal as its widest cell; the last as it is, over several lines where the
/// terminal is too narrow for it.
func tableLines(_ rows: [[String]], style: TerminalStyle = TerminalStyle()) -> [String] {
    guard let heading = rows.first else { return [] }
    let widths = heading.indices.dropLast().map { column in rows.map { $0[column].columns }.max() ?? 0 }
    return rows.flatMap { row in
        let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.columns) }
        let last = widths.reduce(0) { $0 + $1 + 2 }
        return style.wrapped((padded + row.suffix(1)).joined(separator: "  "), indent: last)
    }
}
