import Markup

/// What stands under one heading of a language's section, up to the next heading of any level.
struct SectionPart {
    /// 2 for the section's own heading, 3 and more below it.
    let level: Int
    /// Without a trailing number: "Nom commun 2" is a "Nom commun".
    let title: String
    let heading: Node
    /// The elements under the heading, in order.
    var blocks: [Node] = []
    /// The place, among all parts, of the part that this one is below; nil for the first.
    let parent: Int?
}

extension SectionPart {
    /// The same, where the parts before its section are not counted.
    func moved(below parent: Int?) -> SectionPart {
        SectionPart(level: level, title: title, heading: heading, blocks: blocks, parent: parent)
    }

    /// The parts of a section, in page order. The first is the section's own.
    static func parts(of section: Document, levels: HeadingLevels) -> [SectionPart] {
        var parts: [SectionPart] = []
        // The parts that the next one may be below, outermost first: each has a lower level than the next.
        var open: [Int] = []
        for block in blocks(of: section, levels) {
            guard let level = levels.level(of: block) else {
                if !parts.isEmpty { parts[parts.count - 1].blocks.append(block) }
                continue
            }
            while let last = open.last, parts[last].level >= level { open.removeLast() }
            parts.append(SectionPart(level: level, title: title(of: block), heading: block, parent: open.last))
            open.append(parts.count - 1)
        }
        return parts
    }

    /// Headings and the elements between them, whatever they are wrapped in: Parsoid nests sections, and since 2024
    /// each heading stands in a `div`.
    private static func blocks(of section: Document, _ levels: HeadingLevels) -> [Node] {
        let wrappers = elements(around: levels.nodes)
        var blocks: [Node] = []
        var open = section.root.map { [$0] } ?? []
        while let node = open.popLast() {
            if levels.level(of: node) == nil, wrappers.contains(node) {
                open += Array(node.elements).reversed()
            } else {
                blocks.append(node)
            }
        }
        return blocks
    }

    private static func elements(around nodes: [Node]) -> Set<Node> {
        var around: Set<Node> = []
        for node in nodes {
            var ancestor = node.parent
            while let current = ancestor, around.insert(current).inserted { ancestor = current.parent }
        }
        return around
    }

    /// The text without a number at its end, also one that is set above the line.
    static func title(of heading: Node) -> String {
        let title = heading.text(skipping: { $0.isElement("sup") })
        guard let space = title.lastIndex(of: " "), title[title.index(after: space)...].allSatisfy(\.isNumber) else {
            return title
        }
        return String(title[..<space])
    }
}
