/// Guesses what somebody meant to write.
enum Likeness {
    /// The name that is nearest to `text`; nil where none is near: a third of its letters may be wrong, or one, or all after
    /// three be left out.
    static func guess(_ text: String, among names: some Sequence<String>) -> String? {
        let distances = names.map { name in
            (name: name, distance: text.count > 2 && name.hasPrefix(text) ? 1 : distance(text, name))
        }
        let nearest = distances.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        guard let nearest, nearest.distance <= max(1, text.count / 3), nearest.distance < text.count else { return nil }
        return nearest.name
    }

    /// Letters to put in, take out, change, or exchange with their neighbour.
    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left), Array(right))
        // One row for each letter of `left`, and what was before the first.
        var rows = [Array(0...right.count)]
        for i in left.indices {
            var row = [i + 1]
            for j in right.indices {
                var best = min(rows[i][j + 1], row[j]) + 1
                best = min(best, rows[i][j] + (left[i] == right[j] ? 0 : 1))
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    best = min(best, rows[i - 1][j - 1] + 1)
                }
                row.append(best)
            }
            rows.append(row)
        }
        return rows[left.count][right.count]
    }
}
