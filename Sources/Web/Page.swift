import Foundation

/// One answer of a site, whatever its HTTP status.
public struct Page: Sendable, Hashable {
    /// The address that was asked.
    public var url: String
    /// The address that answered, after redirects.
    public var finalURL: String
    /// The HTTP status code.
    public var status: Int
    /// Header fields by lower-case name; where a field came twice, the values are joined by ", ".
    public var headers: [String: String]
    /// The body, decoded from its content encoding and not from its charset.
    public var body: [UInt8]
    /// When the last byte came, by the clock of this machine.
    public var fetchedAt: Date

    /// A page as a site might have sent it; 200, and where it was asked, unless it says otherwise.
    public init(
        url: String, finalURL: String? = nil, status: Int = 200, headers: [String: String] = [:], body: [UInt8],
        fetchedAt: Date = Date()
    ) {
        self.url = url
        self.finalURL = finalURL ?? url
        self.status = status
        self.headers = headers
        self.body = body
        self.fetchedAt = fetchedAt
    }
}
