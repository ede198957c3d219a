/// Guesses what somebody meant to write.
enum Likeness {
    /// The name that is nearest to `text`; nil where none is near: a third of its letters may be wrong, or one, or all after
    /// three be left out.
    static func guess(_ text: String, among names: some Sequence<String>) -> String? {
        let typed = text.lowercased()
        let distances = names.map { name in
            let known = name.lowercased()
            return (name: name, distance: typed.count > 2 && known.hasPrefix(typed) ? 2 : distance(typed, known))
        }
        let nearest = distances.min { ($0.distance, $0.name) < ($1.distance, $1.name) }
        guard let nearest, nearest.distance <= 2 * max(1, text.count / 3),
            nearest.distance < 2 * text.count
        else { return nil }
        return nearest.name
    }

    /// Two for each letter to put in, take out or change. Two for a letter and its neighbour that change places would make it
    /// no likelier than a letter that is wrong, which is rarer: they are one.
    private static func distance(_ left: String, _ right: String) -> Int {
        let (left, right) = (Array(left), Array(right))
        // One row for each letter of `left`, and what was before the first.
        var rows = [(0...right.count).map { 2 * $0 }]
        for i in left.indices {
            var row = [2 * (i + 1)]
            for j in right.indices {
                var best = min(rows[i][j + 1], row[j]) + 2
                best = min(best, rows[i][j] + (left[i] == right[j] ? 0 : 2))
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
