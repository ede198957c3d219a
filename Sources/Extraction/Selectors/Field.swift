import Markup

/// Where a text of an entry stands: what to select, and what of it is the text.
///
/// A manifest writes it as a selector, or as `{select: …, strip: …, attribute: …}`.
struct Field: Sendable {
    let select: Selector
    /// What of it is no part of the text.
    let strip: Selector?
    /// The attribute that holds the text, where its content does not.
    let attribute: String?

    func text(of node: Node) -> String {
        if let attribute { return node[attribute] ?? node.text }
        guard let strip else { return node.text }
        let stripped = Set(node.select(strip))
        return node.text(skipping: stripped.contains)
    }

    func texts(in node: Node) -> [String] {
        node.select(select).map(text(of:)).filter { !$0.isEmpty }
    }
}

extension ManifestSection {
    func field(_ key: String) -> Field? {
        guard let node = value(key) else { return nil }
        guard node.mapping != nil, let settings = section(key) else {
            return selector(key).map { Field(select: $0, strip: nil, attribute: nil) }
        }
        defer { settings.finish() }
        return settings.ownField()
    }

    /// The field that this section itself is.
    func ownField() -> Field? {
        let strip = selector("strip")
        let attribute = text("attribute")
        return requiredSelector("select").map { Field(select: $0, strip: strip, attribute: attribute) }
    }
}
