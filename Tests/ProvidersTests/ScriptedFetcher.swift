import Foundation
import Synchronization
import Web

/// Answers by address as a test tells it to, and remembers what it was asked.
final class ScriptedFetcher: PageFetcher {
    typealias Answer = @Sendable (PageRequest) async throws(FetchFailure) -> Page

    private let answer: Answer
    private let log = Mutex<[PageRequest]>([])

    init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    /// The pages of the addresses that are named, and 404 for all others.
    convenience init(pages: [String: String]) {
        self.init { request throws(FetchFailure) in
            pages[request.url].map { Page(url: request.url, body: Array($0.utf8)) }
                ?? Page(url: request.url, status: 404, body: Array("<p>no</p>".utf8))
        }
    }

    var requests: [PageRequest] { log.withLock { $0 } }
    var urls: [String] { requests.map(\.url) }

    func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        log.withLock { $0.append(request) }
        return try await answer(request)
    }
}
