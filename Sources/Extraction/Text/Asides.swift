import Markup

/// What stands among the senses of a page and is for others than readers: boxes that lead to sister projects, tables in
/// the middle of a list, and what editors tell each other.
enum Asides {
    /// Takes them out of a page.
    static func remove(from document: Document) {
        document.remove(boxes)
        document.remove(notes, where: isForEditors)
    }

    /// Those that it looks at.
    static let attributes = AttributeNames(["title"]).union(boxes.attributes).union(notes.attributes)

    /// A list's item may hold a table, a table's cell a list: only the first is beside the point.
    private static let boxes = Selector.known(
        "li table, dd table, li .interProject, li .noprint, li .sister-project, li .sistersitebox, dd .interProject, "
            + "dd .noprint, dd .sister-project, dd .sistersitebox")

    /// What is marked as more than text, by a sentence that shows when the pointer rests on it.
    private static let notes = Selector.known("li small[title], li span[title], li sup[title]")

    /// A note stands in brackets of its own, and its title says in a sentence what is to be done: "This call uses a
    /// parameter that is deprecated." A title that is an abbreviation written out is none.
    private static func isForEditors(_ node: Node) -> Bool {
        guard let title = node["title"], title.hasSuffix("."), title.split(whereSeparator: \.isWhitespace).count > 3
        else { return false }
        let text = node.text
        return text.hasPrefix("(") && text.hasSuffix(")") || text.hasPrefix("[") && text.hasSuffix("]")
    }
}
