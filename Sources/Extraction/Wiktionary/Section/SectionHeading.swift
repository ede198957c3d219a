import Markup

/// How an edition heads the section of a language.
struct SectionHeading: Sendable {
    /// The language as headings name it; any of them will do.
    let names: [String]
    /// That of the heading, as in `h2`.
    let level: Int
    /// What stands for such headings where they are no `h1` to `h6`.
    let select: Selector?

    /// Whether `title` is that of a language's section: its whole, in brackets at its end, as in "Wolke (Deutsch)", or
    /// one of several between strokes.
    func isName(_ title: String) -> Bool {
        names.contains { name in
            title == name || title.hasSuffix(" (\(name))")
                || title.contains("/") && title.split(separator: "/").contains { $0.trimmingHead() == name }
        }
    }

    /// What stands in front of the language in brackets; nil where the title says the language alone.
    func headword(in title: String) -> String? {
        names.first { title.hasSuffix(" (\($0))") }.map { String(title.dropLast($0.count + 3)) }
    }
}

extension ManifestSection {
    /// A text, a list of them, or a mapping with `name`, `level` and `select`.
    func sectionHeading(_ key: String) -> SectionHeading {
        let expected = "the language as the edition's headings name it"
        guard let node = value(key) else {
            missing(key, expected: expected)
            return SectionHeading(names: [], level: 2, select: nil)
        }
        guard node.mapping != nil, let settings = section(key) else {
            let names = texts(key)
            if node.sequence?.isEmpty == true { fault(key, "expected \(expected)") }
            return SectionHeading(names: names, level: 2, select: nil)
        }
        defer { settings.finish() }
        if settings.value("name") == nil { settings.missing("name", expected: expected) }
        return SectionHeading(
            names: settings.texts("name"), level: settings.count("level", in: 1...5) ?? 2,
            select: settings.selector("select"))
    }
}
