internal import CLibxml2

/// Which child of its parent an element is.
///
/// Candidates come in document order, so that counting from the one asked for last makes a long list cost a step an
/// element rather than its square.
struct PositionCache {
    private struct Key: Hashable {
        var fromEnd: Bool
        var ofType: Bool
    }

    private var last: [Key: (node: NodePointer, index: Int)] = [:]

    /// Counted from 1.
    mutating func index(of node: NodePointer, _ position: Position, steps: inout Int) -> Int {
        let key = Key(fromEnd: position.fromEnd, ofType: position.ofType)
        let known = last[key]
        var index = 1
        var sibling = node.previousElement
        var backwards: Int?
        while let current = sibling, steps > 0 {
            steps -= 1
            let counts = !position.ofType || Self.sameType(current, node)
            if counts, let known, known.node == current {
                backwards = known.index
                break
            }
            if counts { index += 1 }
            if position.fromEnd, known == nil { break }
            sibling = current.previousElement
        }
        if let backwards {
            index = position.fromEnd ? backwards - index : backwards + index
        } else if position.fromEnd {
            index = Self.countFromEnd(node, position, steps: &steps)
        }
        last[key] = (node, index)
        return index
    }

    private static func countFromEnd(_ node: NodePointer, _ position: Position, steps: inout Int) -> Int {
        var index = 1
        var sibling = node.nextElement
        while let current = sibling, steps > 0 {
            steps -= 1
            if !position.ofType || sameType(current, node) { index += 1 }
            sibling = current.nextElement
        }
        return index
    }

    private static func sameType(_ one: NodePointer, _ other: NodePointer) -> Bool {
        xmlStrEqual(one.pointee.name, other.pointee.name) == 1
    }
}
