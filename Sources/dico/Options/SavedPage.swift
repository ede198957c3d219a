import Foundation
import Lexicon
import Synchronization
import Web

/// A saved page, which stands for the first page that is asked for. There are no others.
final class SavedPage: PageFetcher {
    private let body: [UInt8]
    private let status: Int
    private let url: String?
    private let isTaken = Mutex(false)

    /// - Parameters:
    ///   - path: The file, or - for the standard input.
    ///   - url: Where it came from in the end; the address that is asked where nothing is said.
    init(path: String, status: Int = 200, url: String? = nil) throws {
        body = try Self.read(path)
        self.status = status
        self.url = url
    }

    /// Refuses options that are of no use beside `--page`, or without it.
    static func refuseIgnored(by page: String?) throws {
        if page == nil {
            try GivenOptions.refuse(["--status", "--url"], "without a saved page: name one with --page")
        } else {
            try GivenOptions.refuse(ProviderOptions.ofFetching, "with --page: nothing is fetched")
        }
    }

    /// The bytes of a file, or of the standard input where it is called -.
    static func read(_ path: String) throws -> [UInt8] {
        do {
            if path == "-" { return Array(try FileHandle.standardInput.readToEnd() ?? Data()) }
            return Array(try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch {
            throw Failure("\(path) cannot be read: \(systemReason(of: error))", code: .noInput)
        }
    }

    func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        let isFirst = isTaken.withLock { isTaken in
            defer { isTaken = true }
            return !isTaken
        }
        guard isFirst else { return Page(url: request.url, status: 404, body: []) }
        return Page(
            url: request.url, finalURL: url ?? request.url, status: status,
            headers: ["content-type": isJSON ? "application/json" : "text/html"], body: body)
    }

    private var isJSON: Bool {
        guard let first = body.first(where: { $0 > 0x20 }) else { return false }
        return first == UInt8(ascii: "{") || first == UInt8(ascii: "[")
    }
}
