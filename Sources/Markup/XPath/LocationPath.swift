/// A location path of an expression, written down step by step, so that libxml2 has to put no two sets of nodes together.
///
/// It evaluates a step from one node after the other, and looks for each node that it finds among all that it found from
/// the nodes before: for items and what follows each of them that grows with the cube of their number. So where what is
/// found from several nodes may overlap, the step becomes an expression of its own, and `XPathFunctions.stepped` takes it.
struct LocationPath {
    /// What is finished, up to the last slash.
    private var before = ""
    /// Whether `before` gives no more than one node.
    private var isSingle = true
    private var slash = Slash.none
    private var step = ""

    private enum Slash {
        case none, one, two
    }

    private static let descendants = "descendant-or-self::node()"

    /// Goes on with the step.
    mutating func write(_ text: String) { step += text }

    /// - Parameters:
    ///   - isDouble: Whether it is `//`.
    ///   - steps: The expressions that take steps, to which more are added.
    mutating func endStep(isDouble: Bool, steps: inout [String]) {
        take(&steps)
        slash = isDouble ? .two : .one
    }

    /// The path as it is to be evaluated; a new one begins.
    mutating func end(steps: inout [String]) -> String {
        take(&steps)
        let path = before
        self = LocationPath()
        return path
    }

    private mutating func take(_ steps: inout [String]) {
        let axis = Axis(of: step)
        switch slash {
        case .none:
            before = step
            // Of nothing before the first slash, too: that is the document.
            isSingle = axis.isSingle || step.allSatisfy(\.isWhitespace)
        case .one: append(step, axis, &steps)
        case .two where !axis.isDisjoint:
            append(Self.descendants, .other, &steps)
            append(step, axis, &steps)
        case .two where isSingle:
            before += "//" + step
            isSingle = false
        case .two: append("\(Self.descendants)/\(step)", .other, &steps)
        }
        step = ""
    }

    private mutating func append(_ step: String, _ axis: Axis, _ steps: inout [String]) {
        if isSingle || axis.isDisjoint {
            before += "/" + step
        } else {
            before = "\(XPathFunctions.stepped)(\(before), \(steps.count))"
            steps.append(step)
        }
        isSingle = isSingle && axis.isSingle
    }
}

/// Where a step leads, as far as that matters here.
private enum Axis {
    case itself, parent
    /// To what is of one node alone: children, attributes.
    case own
    case other

    init(of step: String) {
        let step = step.drop(while: \.isWhitespace)
        let name = step.prefix { $0.isLetter || $0 == "-" }
        let isNamed = step.dropFirst(name.count).drop(while: \.isWhitespace).hasPrefix("::")
        self =
            switch isNamed ? name : step.prefix(while: { $0 == "." }) {
            case ".", "self": .itself
            case "..", "parent": .parent
            case "", "attribute", "child": .own
            default: .other
            }
    }

    /// Whether it leads from one node to one at most.
    var isSingle: Bool { self == .itself || self == .parent }

    /// Whether it leads from several nodes to none twice.
    var isDisjoint: Bool { self == .itself || self == .own }
}
