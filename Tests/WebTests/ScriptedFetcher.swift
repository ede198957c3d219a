import Foundation
import Synchronization
import Web

/// Answers as a test says, and notes what it was asked.
final class ScriptedFetcher: PageFetcher {
    typealias Script = @Sendable (PageRequest, _ number: Int) async throws(FetchFailure) -> Page

    private let script: Script
    private let asked = Mutex<[PageRequest]>([])

    /// - Parameter script: The number counts from 1.
    init(_ script: @escaping Script) { self.script = script }

    var requests: [PageRequest] { asked.withLock { $0 } }

    func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        let number = asked.withLock { asked in
            asked.append(request)
            return asked.count
        }
        return try await script(request, number)
    }
}

extension PageRequest {
    /// Some request; tests change what they are about.
    static func some(
        _ url: String = "https://dictionary.example/wiki/Wolke", source: String = "de/test", word: String = "Wolke",
        pace: Pace? = nil, deadline: Date? = nil
    ) -> PageRequest {
        PageRequest(url: url, source: source, word: word, pace: pace, deadline: deadline)
    }
}

extension Page {
    static func some(_ status: Int = 200, headers: [String: String] = [:], _ body: String = "") -> Page {
        Page(url: "https://dictionary.example/", status: status, headers: headers, body: Array(body.utf8))
    }
}
