internal import CLibxml2

/// The elements that are open at a place of a page, the innermost last, with the number of each tag.
///
/// It is never empty once the root is there, and has `limit` elements at most. What is nested deeper is read as if it
/// stood in the innermost: its text is there, its tags are only counted, so that each end tag finds its own start.
struct OpenElements {
    struct Element {
        let node: NodePointer
        let tag: Tag
        /// See `Tokenizer.TagToken`.
        let key: UInt64
        /// Of the elements that are not HTML's, those of `math` rather than `svg`.
        var isMath = false
    }

    /// What browsers keep. It bounds what one end tag may cost.
    static let limit = 512

    private(set) var elements: [Element] = []
    private var counts = [Int32](repeating: 0, count: 256)
    private var tooDeep = [Int32](repeating: 0, count: 256)
    private var isTooDeep = false
    private let traits = TagTraits.all

    init() { elements.reserveCapacity(64) }

    var isEmpty: Bool { elements.isEmpty }
    var isFull: Bool { elements.count >= Self.limit }
    var count: Int { elements.count }
    var current: Element { elements[elements.count - 1] }

    @inline(__always) func traits(of tag: Tag) -> TagTraits { traits[Int(tag.rawValue)] }

    func has(_ tag: Tag) -> Bool { counts[Int(tag.rawValue)] > 0 }

    mutating func push(_ element: Element) {
        elements.append(element)
        counts[Int(element.tag.rawValue)] += 1
    }

    @discardableResult mutating func pop() -> Element {
        let element = elements.removeLast()
        counts[Int(element.tag.rawValue)] -= 1
        if isTooDeep, !isFull {
            isTooDeep = false
            for index in tooDeep.indices { tooDeep[index] = 0 }
        }
        return element
    }

    /// Puts another element of the same kind in the place of one.
    mutating func replace(at index: Int, with node: NodePointer) {
        let old = elements[index]
        elements[index] = Element(node: node, tag: old.tag, key: old.key)
    }

    mutating func insert(_ element: Element, at index: Int) {
        elements.insert(element, at: index)
        counts[Int(element.tag.rawValue)] += 1
    }

    mutating func remove(at index: Int) {
        if index == elements.count - 1 {
            pop()
        } else {
            counts[Int(elements.remove(at: index).tag.rawValue)] -= 1
        }
    }

    // MARK: Too deep

    mutating func passOverStart(_ tag: Tag) {
        isTooDeep = true
        tooDeep[Int(tag.rawValue)] += 1
    }

    /// Whether an end tag belongs to a start tag that was passed over.
    mutating func passesOverEnd(_ tag: Tag) -> Bool {
        guard isTooDeep, tooDeep[Int(tag.rawValue)] > 0 else { return false }
        tooDeep[Int(tag.rawValue)] -= 1
        return true
    }

    // MARK: Searching

    /// Whether `tag` is open, and nothing around the place stands between.
    func hasInScope(_ tag: Tag, _ extra: TagTraits = []) -> Bool {
        has(tag) && hasInScope(where: { $0 == tag }, ending: TagTraits.scope.union(extra))
    }

    func hasInTableScope(_ tag: Tag) -> Bool {
        has(tag) && hasInScope(where: { $0 == tag }, ending: .tableScope)
    }

    func hasInScope(where isWanted: (Tag) -> Bool, ending: TagTraits = .scope) -> Bool {
        var index = elements.count - 1
        while index >= 0 {
            let tag = elements[index].tag
            if isWanted(tag) { return true }
            if !traits[Int(tag.rawValue)].isDisjoint(with: ending) { return false }
            index -= 1
        }
        return false
    }

    func index(of node: NodePointer) -> Int? {
        var index = elements.count - 1
        while index >= 0 {
            if elements[index].node == node { return index }
            index -= 1
        }
        return nil
    }

    func lastIndex(of tag: Tag) -> Int? {
        has(tag) ? elements.lastIndex { $0.tag == tag } : nil
    }

    // MARK: Closing

    /// Closes all up to the innermost `tag`, and that too.
    mutating func popUntil(_ tag: Tag) {
        while !isEmpty, pop().tag != tag {}
    }

    mutating func popUntil(where isLast: (Tag) -> Bool) {
        while !isEmpty, !isLast(pop().tag) {}
    }

    /// Closes all inside of the innermost of `tags`.
    mutating func popBack(to tags: Set<Tag>) {
        while count > 1, !tags.contains(current.tag) { pop() }
    }

    /// Closes the innermost elements that need no end tag of their own.
    mutating func closeImplied(except tag: Tag? = nil) {
        while current.tag != tag, traits(of: current.tag).contains(.impliedEnd) { pop() }
    }
}
