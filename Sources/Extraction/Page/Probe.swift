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
    /// Whether anything was looked for with it.
    public var isUsed = true

    init(key: String, pattern: String, matches: Int, sample: String?) {
        self.key = key
        self.pattern = pattern
        self.matches = matches
        self.sample = sample
    }

    /// What `selector` matched where it was used.
    package init(_ selector: Selector, key: String, usage: SelectorUsage) {
        let use = usage.use(of: selector)
        self.init(key: key, pattern: selector.source, matches: use?.matches ?? 0, sample: use?.sample)
        isUsed = use != nil
    }
}
