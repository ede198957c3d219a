import Foundation
import TestSupport

/// Lookups that wait for a site which takes its time, so that what counts is how many are under way at once.
struct NetworkRow {
    let place: Place

    private static let delay = Duration.milliseconds(100)
    private static let concurrency = 64
    private static let partitions = 8
    private static let topic = "topic-dictionary-en"
    private static let replies = "bench-replies"
    /// What no worker can go beyond.
    private static let ideal = Double(concurrency) / (delay / .seconds(1))

    func measureOne() async throws -> [Figure] {
        let rate = try await rate(ofWorkers: 1, requests: 8_000)
        return [
            Figure(
                what: "network-bound requests, per second, one worker", value: "\(Int(rate))",
                reference: "ideal: \(Int(Self.ideal))", ratio: rate / Self.ideal, bar: "≥ 0.9",
                isReached: rate >= 0.9 * Self.ideal)
        ]
    }

    func measureScale() async throws -> [Figure] {
        let one = try await rate(ofWorkers: 1, requests: 8_000)
        let four = try await rate(ofWorkers: 4, requests: 32_000)
        return [
            Figure(
                what: "network-bound requests, per second, four workers", value: "\(Int(four))",
                reference: "one worker: \(Int(one))", ratio: four / one, bar: "≥ 3.6", isReached: four >= 3.6 * one)
        ]
    }

    private func rate(ofWorkers count: Int, requests: Int) async throws -> Double {
        let server = try await FaultServer()
        server.respondOtherwise { request in
            request.path == "/robots.txt" ? .page("", status: 404) : .page(Self.page).after(Self.delay)
        }
        let providers = try Self.providers(for: server)
        defer { try? FileManager.default.removeItem(at: providers) }
        let broker = try await BrokerProgram(
            place, partitions: Self.partitions, topics: [Self.replies], providers: providers.path)
        let workers = try (0..<count).map { _ in
            try Program(
                place.dico,
                [
                    "worker", "--bootstrap-servers", broker.address, "--providers", providers.path, "--concurrency",
                    "\(Self.concurrency)", "-X", "fetch.wait.max.ms=10", "-X", "session.timeout.ms=6000",
                ])
        }
        for worker in workers {
            try await worker.wait("assignment") { worker.holds(Self.topic, Self.partitions / count) }
        }
        let replies = try Watermarks(broker.address, topic: Self.replies, partitions: Self.partitions)
        let start = ContinuousClock.now
        try await Load(servers: broker.address, topic: Self.topic, replyTopic: Self.replies)
            .send((0..<requests).lazy.map { "word\($0)" })
        let times = try await replies.wait(for: requests)
        for worker in workers { try await worker.stop() }
        return Double(requests) / (times.last - start).inSeconds
    }

    private static let page = """
        <!DOCTYPE html><html lang="en"><head><title>word</title></head><body><main>
        <h1>word</h1><section class="entry"><span class="part">noun</span>
        <ol><li class="sense"><p>Something said in one breath.</p></li><li class="sense"><p>A promise.</p></li></ol>
        </section></main></body></html>
        """

    /// A folder with one language, whose only source is `server`.
    private static func providers(for server: FaultServer) throws -> URL {
        let root = FileManager.default.temporaryDirectory.appending(path: "dico-bench-\(UUID().uuidString)")
        let folder = root.appending(path: "en")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try """
        language: en
        name: English
        sources:
          - id: local
            name: Local
            url: \(server.url("/wiki/{word}"))
            license: none
            attribution: none
            pace: {requests_per_second: 100000, concurrency: 1000}
            extract:
              selectors:
                entry: section.entry
                part_of_speech: .part
                parts_of_speech: {noun: noun}
                sense: .sense
                definition: p
        """.write(to: folder.appending(path: "provider.yaml"), atomically: true, encoding: .utf8)
        return root
    }
}

extension Program {
    /// Whether its last assignment has this many partitions of `topic`.
    fileprivate func holds(_ topic: String, _ count: Int) -> Bool {
        guard let line = log.split(separator: "\n").last(where: { $0.contains("assigned") }) else { return false }
        return line.ranges(of: topic).count == count
    }
}
