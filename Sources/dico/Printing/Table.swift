/// Rows as lines, each column as wide as its widest cell; the last as it is.
func tableLines(_ rows: [[String]]) -> [String] {
    guard let heading = rows.first else { return [] }
    let widths = heading.indices.dropLast().map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
        let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        return (padded + row.suffix(1)).joined(separator: "  ")
    }
}
