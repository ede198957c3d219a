import Markup

/// The marks in front of a definition: "f. Am." before what the word means.
struct SenseHead {
    /// The label of the first mark that names one.
    private(set) var partOfSpeech: String?
    private(set) var labels: [String] = []
    /// The marks, and what joins them.
    private(set) var nodes: Set<Node> = []

    /// Whether a number is left in front of the text, as a part of it.
    private(set) var number: HeadMark?

    init(of sense: Node, settings: SelectorsSettings, in tree: SenseTree) {
        guard settings.head != nil || !settings.marks.isEmpty else { return }
        let part = settings.definition.flatMap { tree.nodes($0, of: sense).first } ?? tree.body(of: sense)
        let stripped = Set(settings.definition?.strip.map(part.select) ?? [])
        let children = part.children.filter { !stripped.contains($0) }
        let mark = HeadMark(of: children[...], marks: settings.marks)
        number = mark
        nodes = Set(children[..<mark.rest.startIndex])
        guard let field = settings.head, !mark.isInRest else { return }
        let marks = Set(tree.nodes(field, of: sense))
        var joints: [Node] = []
        for child in mark.rest {
            if marks.contains(child) {
                nodes.formUnion(joints + [child])
                joints = []
                let text = field.text(of: child)
                if partOfSpeech == nil, settings.partsOfSpeech[text] != nil {
                    partOfSpeech = text
                } else {
                    labels.append(text)
                }
            } else if child.text.isEmpty || child.text == "," || settings.joiningWords.contains(child.text) {
                joints.append(child)
            } else {
                break
            }
        }
    }
}
