import Foundation
import Lexicon

/// What one source said of one word.
public struct SourceAnswer: Hashable, Sendable {
    /// `found` or `notFound`: all else passes.
    public var outcome: Outcome
    /// None where nothing was found.
    public var entries: [Entry]
    /// One sentence for people, where nothing was found.
    public var explanation: String?
    /// The address of the page that said it; nil where none did.
    public var url: String?
    /// When the page was fetched, or the site said last that it is the same still.
    public var fetchedAt: Date
    /// By what the site can tell whether its page is the same still; nil where it cannot.
    public var validators: PageValidators?
    /// That of the manifest and the extractor that read the page.
    public var revision: String

    /// Times are cut to milliseconds, as they are kept.
    public init(
        outcome: Outcome, entries: [Entry] = [], explanation: String? = nil, url: String? = nil, fetchedAt: Date,
        validators: PageValidators? = nil, revision: String
    ) {
        self.outcome = outcome
        self.entries = entries
        self.explanation = explanation
        self.url = url
        self.fetchedAt = Date(milliseconds: fetchedAt.milliseconds)
        self.validators = validators
        self.revision = revision
    }
}

/// What a site gave with a page to ask by whether it has changed (RFC 9110, 8.8).
public struct PageValidators: Hashable, Sendable {
    /// The address that was asked, which they belong to.
    public var url: String
    /// The header field as it came, quotes included.
    public var etag: String?
    /// The header field as it came.
    public var lastModified: String?

    /// Nil where the site gave neither, or nothing that could be sent back: the values go into the header of a request.
    public init?(url: String, etag: String?, lastModified: String?) {
        let etag = etag.flatMap { Self.isSendable($0) ? $0 : nil }
        let lastModified = lastModified.flatMap { Self.isSendable($0) ? $0 : nil }
        guard etag != nil || lastModified != nil else { return nil }
        self.url = url
        self.etag = etag
        self.lastModified = lastModified
    }

    private static func isSendable(_ value: String) -> Bool {
        (1...512).contains(value.utf8.count) && value.utf8.allSatisfy { (0x20...0x7E).contains($0) }
    }
}

extension Date {
    /// Since 1970. Kept answers have no finer times.
    package var milliseconds: Int64 { Int64((timeIntervalSince1970 * 1_000).rounded()) }

    /// - Parameter milliseconds: Since 1970.
    package init(milliseconds: Int64) { self.init(timeIntervalSince1970: Double(milliseconds) / 1_000) }
}
