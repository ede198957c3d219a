import Answers
import Foundation
import Kafka
import Lexicon
import Logging
import ServiceLifecycle
import SharedAnswers

/// What a fleet has learnt: how often it asks a site for a word, what a million answers cost, how soon a backlog of them is
/// read.
struct AnswersRow {
    let place: Place

    func measurePages() async throws -> [Figure] { [try await pagesPerWord()] }

    func measureKept() async throws -> [Figure] { try await million() + [try await backlog()] }

    // MARK: Pages

    private static let words = 100
    private static let partitions = 4

    /// Each word asked eight times, without keys, of four workers that are started anew in between.
    private func pagesPerWord() async throws -> Figure {
        let site = try await Site(languages: ["en"], pace: 100, delay: .milliseconds(20))
        defer { site.close() }
        let folder = temporary()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let broker = try await BrokerProgram(
            place, partitions: Self.partitions, topics: ["bench-replies"], providers: site.providers.path)
        let replies = try Watermarks(broker.address, topic: "bench-replies", partitions: Self.partitions)
        for half in 1...2 {
            let fleet = try await Fleet(
                place, site, workers: 4, on: broker, partitions: Self.partitions,
                options: ["--answers", folder, "--share-answers"])
            let load = Load(servers: broker.address, topic: "topic-dictionary-en", replyTopic: "bench-replies")
            try await load.send((0..<4 * Self.words).lazy.map { "word\($0 % Self.words)" }, keyed: false)
            _ = try await replies.wait(for: half * 4 * Self.words)
            try await fleet.stop()
        }
        let pages = Double(site.requests.count) / Double(Self.words)
        return Figure(
            what: "pages fetched a word: asked 8 times without keys, 4 workers, one restart between",
            value: String(format: "%.2f", pages), reference: "ideal: 1", ratio: pages, bar: "≤ 1.05",
            isReached: pages <= 1.05)
    }

    private func temporary() -> String {
        FileManager.default.temporaryDirectory.appending(path: "dico-bench-\(UUID().uuidString)").path
    }

    // MARK: A million answers

    private static let count = 1_000_000

    private static let silence = Logger(label: "bench") { _ in SwiftLogNoOpLogHandler() }

    private static func key(_ number: Int) -> AnswerKey {
        AnswerKey(language: "de", source: "wiktionary", word: "wort\(number)")
    }

    private static func answer(_ revision: String = "bench") -> SourceAnswer {
        SourceAnswer(
            outcome: .found,
            entries: [
                Entry(
                    headword: "Wort", partOfSpeech: .noun, partOfSpeechLabel: "Substantiv, n",
                    pronunciations: [Pronunciation(text: "vɔʁt")],
                    senses: (1...2).map { Sense(definition: "Was man in einem Atem sagt, zum \($0). Mal.") })
            ], url: "https://de.wiktionary.org/wiki/Wort", fetchedAt: Date(), revision: revision)
    }

    /// The revision by which a worker reads the source's pages: an answer of another one would be too old for it.
    private func revision() throws -> String {
        let folder = temporary()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let place = ["--answers", folder]
        guard let word = try CacheRow.words().first else { throw Trouble("no page is recorded") }
        _ = try Program.output(
            of: self.place.dico, ["lookup", "--language", "de", word, "--replay", "fixtures"] + place)
        let lines = try Program.output(of: self.place.dico, ["answers", "export"] + place).split(separator: "\n")
        let known = try lines.map { try AnswerLine.answer(decoding: Array($0.utf8)) }
        guard let known = known.first(where: { $0.key.source == "wiktionary" }) else {
            throw Trouble("nothing was kept of the word")
        }
        return known.answer.revision
    }

    private static func shelf(_ disk: AnswerDisk, revision: String) -> AnswerShelf {
        AnswerShelf(
            of: [
                AnswerSource(
                    language: "de", credit: SourceCredit(id: "wiktionary", name: "Wiktionary"),
                    terms: AnswerTerms(revision: revision))
            ], keeping: AnswerKeeping(disk: disk))
    }

    private func million() async throws -> [Figure] {
        let folder = temporary()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let disk = AnswerDisk(directory: folder, logger: Self.silence)
        let answer = Self.answer(try revision())
        let value = answer.encoded()
        let topic = SharedTopic(cluster: "bench", name: "bench")
        _ = await disk.begin([0: 0], of: topic)
        let begun = ContinuousClock.now
        for start in stride(from: 0, to: Self.count, by: 1_000) {
            _ = await disk.keep(
                (start..<start + 1_000).map { .answer(Self.key($0), value, fetchedAt: answer.fetchedAt) },
                of: [0: Int64(start)..<Int64(start) + 1_000], in: topic
            ).value
        }
        let rate = Double(Self.count) / (ContinuousClock.now - begun).inSeconds
        let shelf = Self.shelf(disk, revision: answer.revision)
        var times: [Double] = []
        for _ in 0..<20_000 {
            let key = Self.key(Int.random(in: 0..<Self.count))
            let begun = ContinuousClock.now
            guard await shelf.latest(key) != nil else { throw Trouble("\(key) is lost") }
            times.append((ContinuousClock.now - begun).inSeconds * 1_000)
        }
        let p99 = times.sorted()[times.count * 99 / 100]
        return [
            Figure(
                what: "a word known on disk, of a million: p99, with \(value.count) bytes each",
                value: String(format: "%.2f ms", p99), ratio: p99, bar: "≤ 1 ms", isReached: p99 <= 1),
            Figure(
                what: "answers put on disk, per second", value: "\(Int(rate))", ratio: rate / 50_000, bar: "≥ 50000",
                isReached: rate >= 50_000),
            try await memory(folder),
        ]
    }

    /// Of a worker that is asked for many of the million, of sources that it has.
    private func memory(_ folder: String) async throws -> Figure {
        let broker = try await BrokerProgram(place, partitions: 4, topics: ["bench-replies"])
        let worker = try Program(
            place.dico,
            [
                "worker", "--bootstrap-servers", broker.address, "--replay", "fixtures",
                "--answers", folder, "-X", "fetch.wait.max.ms=10", "-X", "session.timeout.ms=6000",
            ])
        try await worker.wait("assignment") { worker.log.contains("assigned") }
        async let peak = worker.peakPrivateMemory()
        let replies = try Watermarks(broker.address, topic: "bench-replies", partitions: 4)
        let load = Load(servers: broker.address, topic: "topic-dictionary-de", replyTopic: "bench-replies")
        try await load.send((0..<20_000).lazy.map { _ in "wort\(Int.random(in: 0..<Self.count))" })
        _ = try await replies.wait(for: 20_000)
        try await worker.stop()
        let memory = try await peak
        return Figure(
            what: "private memory of a worker with a million answers on disk",
            value: String(format: "%.1f MiB", memory),
            ratio: memory / 80, bar: "≤ 80 MB", isReached: memory * 1.048576 <= 80)
    }

    // MARK: The topic

    private func backlog() async throws -> Figure {
        let (count, partitions) = (200_000, 64)
        let broker = try await EmbeddedBroker(topics: ["dictionary-answers": partitions])
        let configuration = ClientConfiguration(
            bootstrapServers: broker.bootstrapServers, properties: [("fetch.wait.max.ms", "10")], logger: Self.silence)
        let producer = try Producer(configuration)
        let value = Self.answer().encoded()
        for number in 0..<count {
            let record = ProducerRecord(
                topic: "dictionary-answers", partition: Int32(number % partitions),
                key: Array(Self.key(number).description.utf8), value: value)
            while (try? producer.enqueue(record) { _ in }) == nil { try await Task.sleep(for: .milliseconds(5)) }
        }
        await producer.flush(within: .seconds(60))
        await producer.close(within: .seconds(5))
        let folder = temporary()
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let shared = SharedAnswers(
            Self.shelf(AnswerDisk(directory: folder, logger: Self.silence), revision: "bench"),
            topic: "dictionary-answers",
            broker: configuration, mayPublish: false)
        let group = ServiceGroup(services: [shared], logger: Self.silence)
        let running = Task { try await group.run() }
        let begun = ContinuousClock.now
        await shared.caughtUp(within: .seconds(120))
        let rate = Double(count) / (ContinuousClock.now - begun).inSeconds
        await group.triggerGracefulShutdown()
        try await running.value
        return Figure(
            what: "backlog of shared answers read onto disk, per second", value: "\(Int(rate))", ratio: rate / 50_000,
            bar: "≥ 50000", isReached: rate >= 50_000)
    }
}
