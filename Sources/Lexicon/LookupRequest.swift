import Foundation

/// A word somebody wants looked up, as it came over the wire.
public struct LookupRequest: Sendable, Hashable {
    /// As asked: replies repeat it to the letter.
    public var word: String
    /// The one its reply has, too.
    public var form: WireForm
    /// The topic the reply goes to; nil where headers name it or nobody waits.
    public var responseTopic: String?
    /// Repeated by the reply; nil where the asker gave none.
    public var id: String?
    /// Code, name or alias; nil where the topic says the language.
    public var language: String?
    /// The sources to try, by id; nil for all.
    public var sources: [String]?
    /// Whether a cached answer will not do.
    public var fresh: Bool
    /// When an answer stops being of use.
    public var deadline: Date?

    /// A request to be sent; those that come are decoded.
    public init(
        word: String, form: WireForm, responseTopic: String? = nil, id: String? = nil, language: String? = nil,
        sources: [String]? = nil, fresh: Bool = false, deadline: Date? = nil
    ) {
        self.word = word
        self.form = form
        self.responseTopic = responseTopic
        self.id = id
        self.language = language
        self.sources = sources
        self.fresh = fresh
        self.deadline = deadline
    }

    /// The word as it is looked up: in its normal form.
    public var term: String { normalForm(of: word) }

    /// Whether this is how the reference implementation's clients say that they are done: it is answered with an empty
    /// word and null, and never fetched.
    public var isFarewell: Bool {
        form == .seed && word.isEmpty
    }
}

/// The sizes beyond which a request is refused.
public struct RequestLimits: Sendable, Hashable {
    /// Longest word: so many characters as a reader counts them, and no more code points. None of these has more than
    /// four bytes.
    public var wordCharacters: Int
    /// Largest value, in bytes.
    public var valueBytes: Int
    /// Longest name of a language or of a source, in bytes.
    package static let nameBytes = 100

    /// What a worker takes where nothing else is said.
    public init(wordCharacters: Int = 200, valueBytes: Int = 64 * 1024) {
        self.wordCharacters = wordCharacters
        self.valueBytes = valueBytes
    }
}

/// A request that cannot be looked up, with whatever of it could be read, so that somebody can be told.
public struct RequestFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// The key at fault; nil where the value as a whole is.
    public var field: String?
    /// One sentence that names the field and what was expected.
    public var description: String
    /// What could be read: enough to address and form an error reply.
    public var readable: LookupRequest

    /// A refusal that names its field, with what could be read all the same.
    public init(field: String?, description: String, readable: LookupRequest) {
        self.field = field
        self.description = description
        self.readable = readable
    }
}
