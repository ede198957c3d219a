import Foundation
import Web

/// One answer of a site as a file keeps it: everything of a page but its body.
public struct Exchange: Sendable, Hashable, Codable {
    /// Where a recorded page comes from.
    public enum Origin: String, Sendable, Codable {
        /// A site sent it.
        case recorded
        /// It was written for this project, in the site's mark-up.
        case composed
    }

    /// Composed pages prove less than recorded ones.
    public var origin: Origin
    /// The address that was asked.
    public var url: String
    /// The address that answered, after redirects.
    public var finalURL: String
    /// The HTTP status code.
    public var status: Int
    /// The header fields that matter to whoever reads the page, by lower-case name.
    public var headers: [String: String]
    /// When the page was fetched, or written.
    public var recordedAt: Date
    /// The word, where the folder's name is too short for it.
    public var word: String?

    enum CodingKeys: String, CodingKey {
        case origin, url
        case finalURL = "final_url"
        case status, headers
        case recordedAt = "recorded_at"
        case word
    }

    /// Header fields that say something of the page; the rest speak of the connection, or of whoever asked.
    static let keptHeaders: Set = [
        "content-type", "content-language", "retry-after", "cf-mitigated", "etag", "last-modified",
    ]

    init(recording page: Page) {
        origin = .recorded
        url = Secrets.removed(from: page.url)
        finalURL = Secrets.removed(from: page.finalURL)
        status = page.status
        headers = page.headers.filter { Self.keptHeaders.contains($0.key) }
        recordedAt = page.fetchedAt
    }

    func page(body: [UInt8]) -> Page {
        Page(url: url, finalURL: finalURL, status: status, headers: headers, body: body, fetchedAt: recordedAt)
    }
}

extension Exchange {
    /// The word that a folder's files tell; nil where they tell none.
    static func word(in folder: String) -> String? {
        guard let data = try? FixtureFile.read("\(folder)/response.json") else { return nil }
        return (try? Exchange(decoding: data))?.word
    }

    init(decoding file: Data) throws {
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        self = try decoder.decode(Exchange.self, from: file)
    }

    /// As JSON for a file that people read.
    func encoded() throws -> Data {
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self) + Data("\n".utf8)
    }
}
