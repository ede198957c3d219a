/// What a page may cost at most. Every limit that is met ends the fetch with a `FetchFailure` that names it.
public struct FetchLimits: Sendable, Hashable {
    /// Bytes of a body after decompression.
    public var bodyBytes: Int
    /// Bytes of all header lines of one answer.
    public var headerBytes: Int
    /// From the start of an exchange (name lookup, connection and TLS included) to the first byte of its answer.
    public var firstByte: Duration
    /// From the start of the fetch to the last byte, over all redirects.
    public var page: Duration
    /// Redirects followed.
    public var redirects: Int

    /// The limits of a worker, where nothing else is said.
    public init(
        bodyBytes: Int = 5 << 20, headerBytes: Int = 64 << 10, firstByte: Duration = .seconds(10),
        page: Duration = .seconds(20), redirects: Int = 5
    ) {
        self.bodyBytes = bodyBytes
        self.headerBytes = headerBytes
        self.firstByte = firstByte
        self.page = page
        self.redirects = redirects
    }
}
