import Foundation
import Kafka
import Lexicon
import TestSupport
import Testing

/// What those who operate a worker see of it.
@Suite struct Monitoring {
    @Test func `the metrics count what was asked, in Prometheus' own reading`() async throws {
        let traffic = try await RequestTraffic()
        let worker = try traffic.worker("--replay", "fixtures", "--admin-address", "0")
        let admin = try await AdminEndpoints(of: worker)
        try await traffic.ask("nuage", in: "fr")
        _ = try await traffic.records(1)
        for word in ["nuage", "nuage", "zyzomys"] { try await traffic.ask(word, in: "fr") }
        try await traffic.send(
            #"{"id": "1", "word": "x", "language": "xx", "response_topic": "answers"}"#, to: "dictionary-requests")
        try await traffic.send("no request", to: "topic-dictionary-en")
        try await traffic.ask("", in: "fr")
        _ = try await traffic.records(6)
        _ = try await traffic.records(1, of: "dictionary-dead-letters")
        let text = try await admin.metrics(
            with: #"dico_stage_seconds_count{stage="reply"} 6"#, "dico_requests_outstanding 0",
            #"dico_lag_records{partition="0",topic="topic-dictionary-en"} 0"#)

        let page = try await MetricsPage(reading: text)
        #expect(page.value("dico_requests_total", ["language": "fr", "outcome": "found"]) == 3)
        #expect(page.value("dico_requests_total", ["language": "fr", "outcome": "unavailable"]) == 1)
        #expect(page.value("dico_requests_total", ["language": "unknown", "outcome": "rejected"]) == 1)
        #expect(page.value("dico_requests_total") == 5, "a goodbye is no request")
        #expect(page.value("dico_cache_hits_total") == 2)
        #expect(page.value("dico_cache_misses_total") == 2)
        #expect(page.value("dico_dead_letters_total", ["reason": "undecodable"]) == 1)
        #expect(page.value("dico_dead_letters_total") == 1)
        #expect(page.value("dico_fetches_total", ["source": "fr/wiktionary", "result": "2xx"]) == 1)
        #expect(page.value("dico_fetches_total", ["source": "fr/wiktionary", "result": "not_recorded"]) ?? 0 > 0)
        #expect(page.value("dico_stage_seconds_count", ["stage": "wait"]) == 2)
        #expect(page.value("dico_stage_seconds_count", ["stage": "extract"]) == 1)
        #expect(
            page.value("dico_stage_seconds_count", ["stage": "fetch"]) == page.value("dico_fetches_total"))
        #expect(page.value("dico_lookups_in_flight") == 0)
        #expect(page.value("dico_partitions_assigned") == Double(traffic.requestPartitions))
        #expect(page.samples.count { $0.name == "dico_lag_records" } == traffic.requestPartitions)
        #expect(page.value("dico_rebalances_total", ["event": "assigned"]) == 1)
        #expect(page.value("dico_ready") == 1)
        #expect(page.value("dico_build_info", ["librdkafka": KafkaLibrary.version]) == 1)
        let start = try #require(page.value("process_start_time_seconds"))
        #expect(abs(start - Date().timeIntervalSince1970) < 3_600)
    }

    @Test func `every metric is explained, on the page and in the documentation`() async throws {
        let traffic = try await RequestTraffic()
        let worker = try traffic.worker("--replay", "fixtures", "--admin-address", "127.0.0.1:0")
        let text = try await AdminEndpoints(of: worker).get("/metrics").text
        let documentation = try String(
            contentsOf: Repository.folder.appending(path: "docs/metrics.md"), encoding: .utf8)
        let names = text.split(separator: "\n").filter { $0.hasPrefix("# TYPE ") }.compactMap {
            $0.split(separator: " ").dropFirst(2).first
        }
        #expect(names.count > 10)
        for name in names {
            #expect(text.contains("# HELP \(name) "), "\(name) has no meaning")
            #expect(documentation.contains("| `\(name)` |"), "\(name) is not in docs/metrics.md")
        }
    }

    @Test func `a worker is ready while its broker is in reach, and says why it is not`() async throws {
        let traffic = try await RequestTraffic()
        await traffic.broker.goDown()
        let worker = try traffic.worker("--replay", "fixtures", "--admin-address", "0")
        let admin = try await AdminEndpoints(of: worker)
        let away = AdminEndpoints.Answer(
            status: 503, text: "The broker at \(traffic.broker.bootstrapServers) does not answer.\n")
        try await eventually { try await admin.get("/health/ready") == away }
        #expect(try await admin.get("/health/live") == AdminEndpoints.Answer(status: 200, text: "live\n"))
        await traffic.broker.comeUp()
        try await eventually { try await admin.isReady() }
        await traffic.broker.goDown()
        try await eventually { try await admin.get("/health/ready") == away }
        #expect(try await admin.get("/metrics").text.contains("\ndico_ready 0\n"))
        await traffic.broker.comeUp()
        try await eventually { try await admin.isReady() }
    }

    @Test func `a worker that gets no partitions because others have them all is ready too`() async throws {
        let traffic = try await RequestTraffic(partitions: 1)
        let workers = try (0..<2).map { _ in try traffic.worker("--replay", "fixtures", "--admin-address", "0") }
        var counts: [Double] = []
        for worker in workers {
            let admin = try await AdminEndpoints(of: worker)
            try await eventually { try await admin.isReady() }
        }
        try await eventually {
            counts = []
            for worker in workers {
                let text = try await AdminEndpoints(of: worker).get("/metrics").text
                let line = text.split(separator: "\n").first { $0.hasPrefix("dico_partitions_assigned ") }
                counts.append(line?.split(separator: " ").last.flatMap { Double($0) } ?? .nan)
            }
            return counts.sorted() == [0, Double(traffic.requestPartitions)]
        }
        for worker in workers { #expect(try await AdminEndpoints(of: worker).isReady()) }
    }

    @Test func `a worker that is told to stop is not ready at once, and can be watched until it has drained`()
        async throws
    {
        let site = try await FaultServer()
        let gate = Gate()
        site.respond(to: "/robots.txt") { _ in .page("", status: 404) }
        site.respond(to: "/slow") { _ in
            Reply([.wait(gate)] + Reply.page("<article><h1>slow</h1><p>Not fast.</p></article>").steps)
        }
        let providers = try temporaryDirectory()
        let folder = providers.appending(path: "tl")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        try """
        language: tl
        name: Testish
        sources:
          - id: site
            name: Site
            url: \(site.url())/{word}
            license: CC0
            attribution: Everybody
            extract: {selectors: {entry: article, headword: h1, sense: p}}
        """.write(to: folder.appending(path: "provider.yaml"), atomically: true, encoding: .utf8)
        let traffic = try await RequestTraffic(languages: ["tl"])
        let worker = try traffic.worker(
            "--providers", providers.path, "--contact", "tests@example.org", "--drain-timeout", "600",
            "--first-byte-timeout", "600", "--page-timeout", "600",
            environment: ["DICO_ADMIN_ADDRESS": "127.0.0.1:0"])
        let admin = try await AdminEndpoints(of: worker)
        try await traffic.ask("slow", in: "tl")
        try await eventually { !site.requests(to: "/slow").isEmpty }
        _ = try await admin.metrics(with: "dico_lookups_in_flight 1", "dico_requests_outstanding 1")
        worker.signal(SIGTERM)
        let answer = try await eventually {
            let answer = try await admin.get("/health/ready")
            return answer.text.contains("stopping") ? answer : nil
        }
        #expect(answer.status == 503)
        #expect(try await admin.get("/health/live").status == 200)
        let text = try await admin.metrics(with: "dico_lookups_in_flight 1")
        #expect(text.contains(#"dico_circuit_state{source="tl/site",state="closed"} 1"#))
        gate.open()
        let ended = try await worker.ended()
        #expect(ended.code == 0, "\(ended.errors)")
        let reply = try #require(try await traffic.records(1).first?.value)
        #expect(String(decoding: reply, as: UTF8.self).contains("Not fast."))
    }

    @Test func `what is not served is not found, and no more is served than asked for`() async throws {
        let traffic = try await RequestTraffic()
        let worker = try traffic.worker("--replay", "fixtures", "--admin-address", "0")
        let admin = try await AdminEndpoints(of: worker)
        for path in ["/", "/health", "/metrics/more", "/../etc/passwd"] {
            #expect(try await admin.get(path).status == 404)
        }
        let silent = try traffic.worker("--replay", "fixtures")
        try await eventually { silent.errorsSoFar.contains("starting") }
        #expect(!silent.errorsSoFar.contains("admin endpoints"))
    }
}
