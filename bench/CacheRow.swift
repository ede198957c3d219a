import Foundation
import Lexicon

/// Answers from the cache, worker process to broker process, beside the echo in C on the same broker.
struct CacheRow {
    let place: Place
    let rounds: Int

    private static let requests = 200_000
    private static let partitions = 6
    private static let topic = "topic-dictionary-de"

    func measure() async throws -> [Figure] {
        let echo = try place.reference("kafka_echo.c").map(build)
        let words = try Self.words()
        var (ours, theirs, idle, busy): ([Double], [Double], [Double], [Double]) = ([], [], [], [])
        for _ in 0..<rounds {
            let broker = try await BrokerProgram(
                place, partitions: Self.partitions, topics: ["bench-echo", "bench-replies"])
            idle.append(try await idleMemory(on: broker))
            try await Load(servers: broker.address, topic: Self.topic, replyTopic: "bench-replies")
                .send((0..<Self.requests).lazy.map { words[$0 % words.count] })
            if let echo { theirs.append(try run(echo, on: broker)) }
            let worker = try await run(on: broker)
            ours.append(worker.rate)
            busy.append(worker.busy)
        }
        let ratio = theirs.isEmpty ? nil : ours.median / theirs.median
        return [
            Figure(
                what: "requests answered from cache, per second", value: "\(Int(ours.median))",
                reference: theirs.isEmpty ? "kafka_echo.c is absent" : "kafka_echo (C): \(Int(theirs.median))",
                ratio: ratio, bar: "≥ 0.75", isReached: ratio.map { $0 >= 0.75 }),
            memory("idle", idle.median, 10), memory("during these requests", busy.median, 60),
        ]
    }

    private func memory(_ when: String, _ value: Double, _ bar: Double) -> Figure {
        Figure(
            what: "private memory of a worker \(when)", value: String(format: "%.1f MiB", value), ratio: value / bar,
            bar: "≤ \(Int(bar)) MB", isReached: value * 1.048576 <= bar)
    }

    /// Words of the composed pages that are answered from what is kept. Where the first source does not have a word, the
    /// next one is asked, which has no page of it here: that it could not be had is not kept.
    static func words() throws -> [String] {
        struct Expected: Decodable { let outcome: Outcome }
        let folder = "fixtures/de/wiktionary"
        return try FileManager.default.contentsOfDirectory(atPath: folder).sorted().filter { word in
            let expected = try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(word)/expected.json"))
            return try JSONDecoder().decode(Expected.self, from: expected).outcome == .found
        }
    }

    private func build(_ source: String) throws -> String {
        let program = FileManager.default.temporaryDirectory.appending(path: "dico-bench-kafka_echo").path
        let flags = try Program.output(of: "pkg-config", ["--cflags", "--libs", "rdkafka"])
        _ = try Program.output(
            of: "cc", ["-O2", source, "-o", program] + flags.split(whereSeparator: \.isWhitespace).map(String.init))
        return program
    }

    private func run(_ echo: String, on broker: BrokerProgram) throws -> Double {
        let printed = try Program.output(
            of: echo, [broker.address, Self.topic, "bench-echo", "\(Self.requests)", "bench-echo"])
        guard let rate = printed.firstMatch(of: /([0-9]+) messages\/s/).flatMap({ Double($0.output.1) }) else {
            throw Trouble("kafka_echo printed \(printed)")
        }
        return rate
    }

    private func worker(on broker: BrokerProgram, group: String) throws -> Program {
        try Program(
            place.dico,
            [
                "worker", "--bootstrap-servers", broker.address, "--group", group, "--replay", "fixtures", "-X",
                "fetch.wait.max.ms=10", "-X", "session.timeout.ms=6000",
            ])
    }

    /// Of a worker that has its partitions, and nothing to do.
    private func idleMemory(on broker: BrokerProgram) async throws -> Double {
        let worker = try worker(on: broker, group: "bench-idle")
        try await worker.wait("assignment") { worker.log.contains("assigned") }
        try await Task.sleep(for: .seconds(2))
        let memory = worker.privateMemory
        try await worker.stop()
        return memory
    }

    private func run(on broker: BrokerProgram) async throws -> (rate: Double, busy: Double) {
        let worker = try worker(on: broker, group: "bench")
        let replies = try Watermarks(broker.address, topic: "bench-replies", partitions: Self.partitions)
        async let peak = worker.peakPrivateMemory()
        let times = try await replies.wait(for: Self.requests)
        try await worker.stop()
        return (Double(Self.requests) / (times.last - times.first).inSeconds, try await peak)
    }
}
