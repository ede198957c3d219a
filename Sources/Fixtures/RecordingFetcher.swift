import Synchronization
import Web

/// Keeps what another fetcher brings.
public final class RecordingFetcher: PageFetcher {
    private let fetcher: any PageFetcher
    private let pages = Mutex<[String: [Page]]>([:])

    /// Records whatever `fetcher` brings.
    public init(_ fetcher: any PageFetcher) {
        self.fetcher = fetcher
    }

    /// The page as it came, noted on its way.
    public func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        let page = try await fetcher.fetch(request)
        pages.withLock { $0[request.source, default: []].append(page) }
        return page
    }

    /// The pages of `source`, "language/source", since they were last taken, in the order they came.
    public func takePages(of source: String) -> [Page] {
        pages.withLock { $0.removeValue(forKey: source) } ?? []
    }
}
