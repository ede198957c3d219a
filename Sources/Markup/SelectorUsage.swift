internal import CLibxml2

/// What selectors matched while a page was read: each as it is used, on the elements that it was asked of.
public final class SelectorUsage {
    /// What became of one selector.
    public struct Use: Sendable, Hashable {
        /// How often it was asked.
        public var times = 0
        /// What it matched in all of them.
        public var matches = 0
        /// The text of the first match that has one.
        public var sample: String?
    }

    private var uses: [String: Use] = [:]

    /// Nothing was used yet.
    public init() {}

    /// Nil for a selector that nobody asked.
    public func use(of selector: Selector) -> Use? { uses[selector.source] }

    func note(_ selector: Selector, _ found: [NodePointer], in document: Document) {
        var use = uses[selector.source] ?? Use()
        use.times += 1
        use.matches += found.count
        if use.sample == nil { use.sample = found.lazy.map { Node($0, of: document).wholeText }.first { !$0.isEmpty } }
        uses[selector.source] = use
    }
}
