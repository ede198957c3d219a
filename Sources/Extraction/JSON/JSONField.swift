import Markup

/// Where a text of an answer stands, and what of it is the text.
///
/// A manifest writes it as a key path, or as `{path: …, join: …, …}`.
struct JSONField: Sendable {
    /// Tried in order: the first that leads to a text counts.
    let paths: [JSONPath]
    /// What the texts are joined by where they are one together.
    private let join: String?
    /// Where texts are HTML, what of it is the text, and what is not.
    private let select: Selector?
    private let strip: Selector?
    /// Done to the text as it came.
    private let edits: TextEdits

    init(paths: [JSONPath]) {
        self.paths = paths
        (join, select, strip, edits) = (nil, nil, nil, .none)
    }

    /// Reads the field that a section is.
    init?(_ settings: ManifestSection) {
        if settings.value("path") == nil { settings.missing("path", expected: "a key path, such as a.b") }
        paths = settings.keyPaths("path")
        join = settings.text("join")
        select = settings.selector("select")
        strip = settings.selector("strip")
        edits = TextEdits(settings)
        guard !paths.isEmpty else { return nil }
    }

    /// As a reader sees them; none is empty.
    ///
    /// - Parameter marks: Characters that are no text.
    func texts(
        at place: JSONPlace, without marks: Set<Character>, _ budget: ReadingBudget
    ) throws(ReadingExcess) -> [String] {
        for path in paths {
            var found: [String] = []
            for text in path.places(from: place).lazy.compactMap(\.value.text) {
                try budget.check(text: text)
                found += edits.applied(to: text, budget).flatMap { readable($0, marks) }.filter { !$0.isEmpty }
            }
            if let join, !found.isEmpty { return [found.joined(separator: join)] }
            if !found.isEmpty { return found }
        }
        return []
    }

    /// The same at `place`, or else in the nearest object around it that has any.
    func texts(
        around place: JSONPlace, without marks: Set<Character>, _ budget: ReadingBudget
    ) throws(ReadingExcess) -> [String] {
        var scope: JSONPlace? = place
        while let current = scope {
            let found = try texts(at: current, without: marks, budget)
            if !found.isEmpty { return found }
            scope = current.around
        }
        return []
    }

    private func readable(_ text: String, _ marks: Set<Character>) -> [String] {
        let bare = marks.isEmpty ? text : text.filter { !marks.contains($0) }
        guard let document = try? Document(html: Array(bare.utf8)), let root = document.root else { return [] }
        if let strip { document.remove(strip) }
        return select.map { root.select($0).map(\.text) } ?? [root.text]
    }
}

extension ManifestSection {
    /// A key path, or a mapping with `path`; nil where it is absent or wrong.
    func jsonField(_ key: String) -> JSONField? {
        guard let node = value(key) else { return nil }
        guard node.mapping != nil, let settings = section(key) else {
            let paths = keyPaths(key)
            return paths.isEmpty ? nil : JSONField(paths: paths)
        }
        defer { settings.finish() }
        return JSONField(settings)
    }
}
