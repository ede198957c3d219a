internal import CLibxml2

/// Elements such as `b` and `font` that were not closed where they should have been, and go on in the next block.
struct FormattingElements {
    struct Element {
        let node: NodePointer
        let tag: Tag
        let key: UInt64
    }

    /// Nil is a border: what is in front of it does not go on behind.
    private(set) var entries: [Element?] = []

    /// An honest page has a handful. Each block begins with all of them anew.
    private static let limit = 64
    /// So many of the same name and attributes go on together.
    private static let limitOfSame = 3

    var isEmpty: Bool { entries.isEmpty }

    mutating func push(_ element: Element) {
        var (same, oldest) = (0, 0)
        for index in entries.indices.reversed() {
            guard let entry = entries[index] else { break }
            if entry.key == element.key, entry.node.hasSameAttributes(as: element.node) {
                same += 1
                oldest = index
            }
        }
        if same >= Self.limitOfSame { entries.remove(at: oldest) }
        if entries.count >= Self.limit, let first = entries.firstIndex(where: { $0 != nil }) {
            entries.remove(at: first)
        }
        entries.append(element)
    }

    mutating func pushBorder() { entries.append(nil) }

    mutating func clearToBorder() {
        while let last = entries.popLast(), last != nil {}
    }

    /// The last `tag` behind the last border.
    func last(_ tag: Tag) -> Element? {
        for case let entry in entries.reversed() {
            guard let entry else { return nil }
            if entry.tag == tag { return entry }
        }
        return nil
    }

    func index(of node: NodePointer) -> Int? { entries.lastIndex { $0?.node == node } }

    mutating func remove(_ node: NodePointer) {
        if let index = index(of: node) { entries.remove(at: index) }
    }

    mutating func replace(at index: Int, with element: Element) { entries[index] = element }

    mutating func insert(_ element: Element, at index: Int) { entries.insert(element, at: min(index, entries.count)) }
}

extension UnsafeMutablePointer where Pointee == xmlNode {
    fileprivate func hasSameAttributes(as other: NodePointer) -> Bool {
        var count = 0
        var attribute = pointee.properties
        while let current = attribute {
            guard let name = current.pointee.name,
                let value = other.attribute(UnsafeBufferPointer(start: name, count: name.length)),
                strcmp(
                    UnsafeRawPointer(value).assumingMemoryBound(to: CChar.self),
                    UnsafeRawPointer(current.value).assumingMemoryBound(to: CChar.self)) == 0
            else { return false }
            count += 1
            attribute = current.pointee.next
        }
        attribute = other.pointee.properties
        while let current = attribute {
            count -= 1
            attribute = current.pointee.next
        }
        return count == 0
    }
}
