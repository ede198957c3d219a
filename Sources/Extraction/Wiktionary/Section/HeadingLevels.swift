import Markup

/// Which elements of a section are headings, and of which level.
struct HeadingLevels {
    private let levels: [String: Int]
    private let marked: [Node: Int]
    private let all: Selector

    /// All headings of `document`, a section or the page around it.
    let nodes: [Node]

    /// - Parameter section: Headings above its level are no part of what is read.
    init(of document: Document, section: SectionHeading, headings: Selector?) {
        var marked: [Node: Int] = [:]
        if let headings {
            for node in document.select(headings) { marked[node] = section.level + 1 }
        }
        if let select = section.select {
            for node in document.select(select) { marked[node] = section.level }
        }
        self.marked = marked
        (levels, all) = section.level == 1 ? Self.withTop : Self.belowTop
        nodes = document.select(all).filter { !Self.isTitle($0) } + marked.keys
    }

    /// Nil for what is no heading.
    func level(of node: Node) -> Int? {
        marked[node] ?? levels[node.name].flatMap { Self.isTitle(node) ? nil : $0 }
    }

    /// The page's own title is no heading of its text.
    private static func isTitle(_ node: Node) -> Bool {
        node.isElement("h1") && (node.hasClass("firstHeading") || node["id"] == "firstHeading")
    }

    private static let belowTop = (
        ["h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6], Selector.known("h2, h3, h4, h5, h6")
    )
    private static let withTop = (
        ["h1": 1, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6], Selector.known("h1, h2, h3, h4, h5, h6")
    )
}
