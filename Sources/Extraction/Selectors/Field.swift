import Markup

/// Where a text of an entry stands: what to select, and what of it is the text.
///
/// A manifest writes it as a selector, or as `{select: …, strip: …, …}`.
struct Field: Sendable {
    /// Nil for the entry or the sense itself.
    let select: Selector?
    /// Whether lists in it are no part of the text.
    let isOwnText: Bool
    /// What of it is no part of the text.
    let strip: Selector?
    /// The attribute that holds the text, where its content does not.
    let attribute: String?
    /// Where there has to be a caption before it.
    let after: Caption?
    /// The senses that a text names in front, where it stands apart from them.
    let marks: NumberMarks
    let edits: TextEdits

    /// What the nearest caption before a text has to say.
    struct Caption: Sendable {
        let select: Selector
        let says: Set<String>
    }

    func text(of node: Node) -> String {
        if let attribute, let text = node[attribute] { return text }
        guard strip != nil || isOwnText else { return node.text }
        let stripped = Set(strip.map(node.select) ?? [])
        return node.text(skipping: { isOwnText && $0.isList || stripped.contains($0) })
    }

    /// The texts that an element makes, none of which is empty.
    func texts(of node: Node, _ budget: ReadingBudget) -> [String] {
        edits.applied(to: text(of: node), budget)
    }

    func nodes(in scope: Node) -> [Node] {
        guard let select else { return [scope] }
        let found = scope.select(select)
        guard let after, !found.isEmpty else { return found }
        let captions = Set(scope.select(after.select))
        let wanted = Set(found)
        var isMeant = false
        var kept: Set<Node> = []
        for node in scope.descendants {
            if wanted.contains(node), isMeant { kept.insert(node) }
            if captions.contains(node) { isMeant = after.says.contains(Self.bare(node.text)) }
        }
        return found.filter(kept.contains)
    }

    private static func bare(_ caption: String) -> String {
        var caption = caption[...]
        while let last = caption.last, ":： ".contains(last) { caption.removeLast() }
        return String(caption)
    }

    func texts(in node: Node, _ budget: ReadingBudget) -> [String] {
        nodes(in: node).flatMap { texts(of: $0, budget) }
    }
}

extension ManifestSection {
    func field(_ key: String) -> Field? {
        guard let node = value(key) else { return nil }
        guard node.mapping != nil, let settings = section(key) else {
            return selector(key).map {
                Field(
                    select: $0, isOwnText: false, strip: nil, attribute: nil, after: nil, marks: .none, edits: .none)
            }
        }
        defer { settings.finish() }
        return settings.ownField()
    }

    /// The field that this section itself is. It needs `select`, but where it asks for its own text.
    func ownField() -> Field? {
        let isOwnText = flag("own_text") ?? false
        let select = isOwnText ? selector("select") : requiredSelector("select")
        let caption = section("after").flatMap(Field.Caption.init)
        let field = Field(
            select: select, isOwnText: isOwnText, strip: selector("strip"), attribute: text("attribute"),
            after: caption, marks: numberMarks("marks"), edits: TextEdits(self))
        return select == nil && !isOwnText ? nil : field
    }
}

extension Field.Caption {
    fileprivate init?(_ settings: ManifestSection) {
        let select = settings.requiredSelector("select")
        if settings.value("says") == nil { settings.missing("says", expected: "what the caption says") }
        says = Set(settings.texts("says"))
        settings.finish()
        guard let select else { return nil }
        self.select = select
    }
}
