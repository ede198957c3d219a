import Client
import Foundation
import Kafka
import Lexicon
import Logging
import TestSupport

/// Backlogs at a pace that manifests have: how much of it is used, and how long somebody waits who wants one word.
struct FlowRow {
    let place: Place

    private static let partitions = 4
    private static let pace = 2.0
    private static let replies = "bench-replies"

    /// The share of the pace that is used while a backlog waits.
    func measurePace() async throws -> [Figure] {
        var figures: [Figure] = []
        for count in [1, 2, 4] {
            let ratio = try await share(ofPaceUsedBy: count)
            figures.append(
                Figure(
                    what: "pace used while a backlog waits, \(count == 1 ? "one worker" : "\(count) workers")",
                    value: String(format: "%.2f pages/s", ratio * Self.pace),
                    reference: "pace: \(Self.pace) pages/s", ratio: ratio, bar: "0.95 to 1.05",
                    isReached: (0.95...1.05).contains(ratio)))
        }
        return figures
    }

    private func share(ofPaceUsedBy count: Int) async throws -> Double {
        let site = try await Site(languages: ["en"], pace: Self.pace)
        defer { site.close() }
        let fleet = try await Fleet(place, site, workers: count, partitions: Self.partitions)
        try await Load(servers: fleet.broker.address, topic: "topic-dictionary-en", replyTopic: Self.replies)
            .send((0..<400).lazy.map { "word\($0)" })
        let begin = ContinuousClock.now
        let length = Duration.seconds(30)
        try await Task.sleep(for: length)
        let asked = site.requests.count { $0.receivedAt >= begin && $0.receivedAt < begin + length }
        try await fleet.stop()
        return Double(asked) / (Self.pace * (length / .seconds(1)))
    }

    /// How long one word takes beside a backlog of another language, and beside a list of its own.
    func measureWaits() async throws -> [Figure] {
        let site = try await Site(languages: ["de", "en"], pace: Self.pace)
        defer { site.close() }
        let fleet = try await Fleet(place, site, workers: 1, partitions: Self.partitions)
        var logger = Logger(label: "bench")
        logger.logLevel = .error
        let client = try await LookupClient(
            broker: ClientConfiguration(
                bootstrapServers: fleet.broker.address, properties: [("fetch.wait.max.ms", "10")], logger: logger),
            topics: TopicLayout(), replyTopic: "bench-answers")
        _ = await client.lookup(LookupRequest(word: "first", form: .full, language: "de"), within: .seconds(60))
        let alone = try await wait("alone", client)
        try await Load(servers: fleet.broker.address, topic: "topic-dictionary-en", replyTopic: Self.replies)
            .send((0..<20_000).lazy.map { "word\($0)" })
        let beside = try await wait("beside", client)
        try await Load(servers: fleet.broker.address, topic: "dictionary-bulk-de", replyTopic: Self.replies)
            .send((0..<500).lazy.map { "list\($0)" })
        try await Task.sleep(for: .seconds(2))
        let besideList = try await wait("besideList", client)
        await client.close()
        try await fleet.stop()
        return [
            Figure(
                what: "one word beside 20,000 of another language", value: Self.text(beside),
                reference: "alone: \(Self.text(alone))", ratio: beside / alone, bar: "≤ 1.5",
                isReached: beside <= 1.5 * alone),
            Figure(
                what: "one word beside a list of its own language, at \(Self.pace)/s", value: Self.text(besideList),
                ratio: besideList / 1.5, bar: "≤ 1.5 s", isReached: besideList <= 1.5),
        ]
    }

    /// The median of several words, each asked when the turn of the one before is over.
    private func wait(_ name: String, _ client: LookupClient) async throws -> Double {
        var times: [Double] = []
        for number in 0..<9 {
            try await Task.sleep(for: .seconds(1 / Self.pace) * 1.2)
            let begin = ContinuousClock.now
            let reply = await client.lookup(
                LookupRequest(word: "\(name)\(number)", form: .full, language: "de"), within: .seconds(60))
            guard reply.outcome == .found else { throw Trouble("a word was not found: \(reply.error ?? "")") }
            times.append((ContinuousClock.now - begin).inSeconds)
        }
        return times.median
    }

    private static func text(_ seconds: Double) -> String { String(format: "%.0f ms", seconds * 1_000) }
}
