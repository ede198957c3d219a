import Markup

/// The marks in front of a definition: "f. Am." before what the word means.
struct SenseHead {
    /// The label of the first mark that names one.
    private(set) var partOfSpeech: String?
    private(set) var labels: [String] = []
    /// The marks, and what joins them.
    private(set) var nodes: Set<Node> = []

    init(of sense: Node, settings: SelectorsSettings, in tree: SenseTree) {
        guard let field = settings.head else { return }
        let marks = Set(tree.nodes(field, of: sense))
        let part = settings.definition.flatMap { tree.nodes($0, of: sense).first } ?? sense
        let stripped = Set(settings.definition?.strip.map(part.select) ?? [])
        var joints: [Node] = []
        for child in part.children where !stripped.contains(child) {
            if marks.contains(child) {
                nodes.formUnion(joints + [child])
                joints = []
                let text = field.text(of: child)
                if partOfSpeech == nil, settings.partsOfSpeech[text] != nil {
                    partOfSpeech = text
                } else {
                    labels.append(text)
                }
            } else if Self.joining.contains(child.text) {
                joints.append(child)
            } else {
                break
            }
        }
    }

    /// What may stand between two marks.
    private static let joining: Set = ["", ",", "y", "e", "o", "u", "and", "or"]
}
