import Foundation
import TestSupport
import Web

/// The admin endpoints of a running `dico worker`, which was started with `--admin-address 0`.
struct AdminEndpoints {
    let address: String
    private let fetcher: CurlFetcher

    struct Answer: Equatable {
        var status: Int
        var text: String
    }

    /// Waits until the worker logged where it serves them.
    init(of worker: DicoProcess) async throws {
        fetcher = CurlFetcher(userAgent: try UserAgent(contact: "tests@example.org"))
        address = try await eventually {
            let line = worker.errorsSoFar.split(separator: "\n").first { $0.contains("admin endpoints") }
            return line?.firstMatch(of: /127\.0\.0\.1:[0-9]+/).map { String($0.output) }
        }
    }

    func get(_ path: String) async throws -> Answer {
        let page = try await fetcher.fetch(
            PageRequest(url: "http://\(address)\(path)", source: "test/admin", word: path))
        return Answer(status: page.status, text: String(decoding: page.body, as: UTF8.self))
    }

    func isReady() async throws -> Bool { try await get("/health/ready").status == 200 }

    /// The page of metrics, once it has all of these lines.
    func metrics(with lines: String...) async throws -> String {
        try await eventually {
            let text = try await get("/metrics").text
            let all = Set(text.split(separator: "\n").map(String.init))
            return lines.allSatisfy(all.contains) ? text : nil
        }
    }
}
