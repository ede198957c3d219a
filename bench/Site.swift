import Foundation
import TestSupport

/// A dictionary on loopback that takes its time, and the manifests of its languages.
final class Site: Sendable {
    let providers: URL
    private let server: FaultServer

    init(
        languages: [String], pace: Double, concurrency: Int = 8, delay: Duration = .milliseconds(20)
    ) async throws {
        server = try await FaultServer()
        server.respondOtherwise { request in
            request.path == "/robots.txt" ? .page("", status: 404) : .page(Self.page).after(delay)
        }
        providers = FileManager.default.temporaryDirectory.appending(path: "dico-bench-\(UUID().uuidString)")
        for language in languages {
            let folder = providers.appending(path: language)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            try """
            language: \(language)
            name: \(language)
            sources:
              - id: local
                name: Local
                url: \(server.url("/wiki/{word}"))
                license: none
                attribution: none
                pace: {requests_per_second: \(pace), concurrency: \(concurrency)}
                extract:
                  selectors:
                    entry: section.entry
                    part_of_speech: .part
                    parts_of_speech: {noun: noun}
                    sense: .sense
                    definition: p
            """.write(to: folder.appending(path: "provider.yaml"), atomically: true, encoding: .utf8)
        }
    }

    private static let page = """
        <!DOCTYPE html><html lang="en"><head><title>word</title></head><body><main>
        <h1>word</h1><section class="entry"><span class="part">noun</span>
        <ol><li class="sense"><p>Something said in one breath.</p></li><li class="sense"><p>A promise.</p></li></ol>
        </section></main></body></html>
        """

    /// The pages that were asked for, as they came.
    var requests: [FaultServer.Request] { server.requests.filter { $0.path != "/robots.txt" } }

    func close() { try? FileManager.default.removeItem(at: providers) }
}
