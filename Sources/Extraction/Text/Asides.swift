import Markup

/// What stands among the senses of a page and is for others than readers: boxes that lead to sister projects, tables in
/// the middle of a list, and what editors tell each other.
enum Asides {
    /// Those that it looks at.
    static let attributes = AttributeNames(["title"]).union(boxes.attributes).union(notes.attributes)

    /// Takes them out of `document`, which was parsed from `bytes`: looking there first is faster by far than looking at
    /// every element, and most pages have none.
    static func remove(from document: Document, parsedFrom bytes: ArraySlice<UInt8>) {
        if boxMarks.contains(where: { bytes.range(of: $0) != nil }) { document.remove(boxes) }
        if sentenceEnds.contains(where: { bytes.range(of: $0) != nil }) {
            document.remove(notes, where: isForEditors)
        }
    }

    private static let boxMarks = ["<table", "<TABLE", "interProject", "noprint", "sister", "deprecated-lang-param"]

    /// A list's item may hold a table, a table's cell a list: only the first is beside the point.
    private static let boxes = Selector.known(
        """
        li table, dd table, li .noprint, dd .noprint, .interProject, .sister-project, .sister-wikipedia, .sisterproject, \
        .sistersitebox, .deprecated-lang-param
        """)

    /// Of an attribute's value.
    private static let sentenceEnds = [".\"", ".'"]

    /// What is marked as more than text, by a sentence that shows when the pointer rests on it.
    private static let notes = Selector.known(
        "li small[title], li span[title], li sup[title], dd small[title], dd span[title], dd sup[title]")

    /// A note stands in brackets of its own, and its title says in a sentence what is to be done: "This call uses a
    /// parameter that is deprecated." A title that is an abbreviation written out is none.
    private static func isForEditors(_ node: Node) -> Bool {
        guard let title = node["title"], title.hasSuffix("."), title.split(whereSeparator: \.isWhitespace).count > 3
        else { return false }
        let text = node.text
        return text.hasPrefix("(") && text.hasSuffix(")") || text.hasPrefix("[") && text.hasSuffix("]")
    }
}
