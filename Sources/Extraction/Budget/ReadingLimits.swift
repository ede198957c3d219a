/// What reading one page may cost. A page that wants more is none that the manifest was written for: reading it ends as
/// `markup_changed`, with the limit named.
///
/// The figures are several times what the longest articles of the known sites have.
public struct ReadingLimits: Sendable, Hashable {
    /// Of the thread that reads, parsing included.
    public var cpuTime: Duration
    /// Elements, attributes and texts of the page, or of the part of it that is parsed.
    public var nodes: Int
    /// Homographs and parts of speech.
    public var entries: Int
    /// With their sub-senses, in all entries together.
    public var senses: Int
    /// Levels of senses in senses.
    public var depth: Int
    /// Pronunciations, labels, examples, synonyms and antonyms of all entries together.
    public var texts: Int
    /// Bytes of one text, such as a definition: cleaning it takes several times as much as reading it.
    public var textBytes: Int
    /// Bytes of text that are read off the page, what is read twice counted twice.
    public var readBytes: Int
    /// Bytes that all entries together take, by estimate, what several of them share counted for each.
    public var entryBytes: Int

    /// The limits of a worker, where nothing else is said.
    public init(
        cpuTime: Duration = .seconds(2), nodes: Int = 200_000, entries: Int = 1_000, senses: Int = 5_000,
        depth: Int = 16, texts: Int = 50_000, textBytes: Int = 64 << 10, readBytes: Int = 64 << 20,
        entryBytes: Int = 8 << 20
    ) {
        self.cpuTime = cpuTime
        self.nodes = nodes
        self.entries = entries
        self.senses = senses
        self.depth = depth
        self.texts = texts
        self.textBytes = textBytes
        self.readBytes = readBytes
        self.entryBytes = entryBytes
    }
}
