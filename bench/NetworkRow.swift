import Foundation

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
                reference: "ideal: \(Int(Self.ideal))", ratio: rate / Self.ideal, bar: "≥ 0.95",
                isReached: rate >= 0.95 * Self.ideal)
        ]
    }

    func measureScale() async throws -> [Figure] {
        let one = try await rate(ofWorkers: 1, requests: 8_000)
        let four = try await rate(ofWorkers: 4, requests: 32_000)
        return [
            Figure(
                what: "network-bound requests, per second, four workers", value: "\(Int(four))",
                reference: "one worker: \(Int(one))", ratio: four / one, bar: "≥ 3.8", isReached: four >= 3.8 * one)
        ]
    }

    private func rate(ofWorkers count: Int, requests: Int) async throws -> Double {
        let site = try await Site(languages: ["en"], pace: 100_000, concurrency: 1_000, delay: Self.delay)
        defer { site.close() }
        let fleet = try await Fleet(
            place, site, workers: count, partitions: Self.partitions, options: ["--concurrency", "\(Self.concurrency)"])
        let replies = try Watermarks(fleet.broker.address, topic: Self.replies, partitions: Self.partitions)
        let start = ContinuousClock.now
        try await Load(servers: fleet.broker.address, topic: Self.topic, replyTopic: Self.replies)
            .send((0..<requests).lazy.map { "word\($0)" })
        let times = try await replies.wait(for: requests)
        try await fleet.stop()
        return Double(requests) / (times.last - start).inSeconds
    }
}
