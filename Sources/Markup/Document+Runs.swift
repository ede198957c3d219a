internal import CLibxml2

extension Document {
    /// The name of the elements that `wrapRuns` makes: one that no page has, and that is no block of its own to a reader.
    public static let runName = "dico-run"

    /// Puts every run of siblings into an element of its own, and returns these in document order: for pages on which
    /// what belongs together stands side by side, without an element around it.
    ///
    /// A run begins with an element that `start` matches, and goes on to the next one of its siblings that `start` or
    /// `end` matches. Where `end` is nil and the run begins with a heading, a heading of the same level or a higher one
    /// ends it too.
    public func wrapRuns(startingAt start: Selector, endingAt end: Selector?) -> [Node] {
        let starts = select(start)
        let first = Set(starts)
        let last = Set(end.map(select) ?? [])
        return starts.filter(\.isElement).map { begin in
            let level = end == nil ? begin.headingLevel : nil
            var members = [begin]
            var next = begin.nextSibling
            while let node = next, !first.contains(node), !last.contains(node) {
                if let level, let other = node.headingLevel, other <= level { break }
                members.append(node)
                next = node.nextSibling
            }
            return wrap(members)
        }
    }

    private func wrap(_ members: [Node]) -> Node {
        let run = makeElement(named: ("dico-run" as StaticString).utf8Start)
        if let begin = members.first?.pointer, let parent = begin.pointee.parent {
            run.put(into: parent, before: begin)
        }
        for member in members {
            member.pointer.takeOut()
            member.pointer.put(into: run)
        }
        return Node(run, of: self)
    }

    /// Moves `node` to the end of `parent`.
    public func move(_ node: Node, into parent: Node) {
        forgetOrder()
        node.pointer.takeOut()
        node.pointer.put(into: parent.pointer)
    }
}

extension Node {
    /// 1 to 6 for `h1` to `h6`.
    public var headingLevel: Int? {
        let name = self.name
        guard name.utf8.count == 2, name.hasPrefix("h"), let level = name.last?.wholeNumberValue,
            (1...6).contains(level)
        else { return nil }
        return level
    }
}
