import Markup

/// What one pattern of a manifest matches on a page.
public struct Probe: Sendable, Hashable {
    /// The way to it in the manifest.
    public var key: String
    /// The selector, or the key path.
    public var pattern: String
    /// How often it matches.
    public var matches: Int
    /// The text of the first match.
    public var sample: String?

    init(key: String, pattern: String, matches: Int, sample: String?) {
        self.key = key
        self.pattern = pattern
        self.matches = matches
        self.sample = sample
    }

    /// What `selector` matches anywhere on `document`.
    package init(_ selector: Selector, key: String, on document: Document?) {
        // Selectors that begin with a combinator are meant from some element on: here, from any.
        let anywhere = ">+~".contains(selector.source.first ?? " ") ? try? Selector("* " + selector.source) : selector
        let found = document.map { $0.select(anywhere ?? selector) } ?? []
        self.init(
            key: key, pattern: selector.source, matches: found.count,
            sample: found.lazy.map(\.text).first { !$0.isEmpty })
    }
}
