import Foundation
import Kafka
import TestSupport
import Testing

/// What the log and the records tell of one request.
@Suite struct Tracing {
    private static let trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    private static let headers = ["traceparent": "00-\(trace)-00f067aa0ba902b7-01"]

    @Test func `the trace of a request is on its reply, on its dead letter and in the log`() async throws {
        let traffic = try await RequestTraffic()
        let worker = try traffic.worker("--replay", "fixtures", "--log-level", "debug", "--log-format", "json")
        try await traffic.ask("nuage", in: "fr", headers: Self.headers)
        try await traffic.send("no\u{1} \"request\"\n", to: "topic-dictionary-fr", headers: Self.headers)
        try await traffic.ask("livre", in: "fr", headers: ["traceparent": "00-nonsense-\"\n"])
        for record in [
            try await traffic.records(2).first { $0.key == Array("nuage".utf8) },
            try await traffic.records(1, of: "dictionary-dead-letters").first,
        ] {
            let header = try #require(record?.headers.first { $0.name == "traceparent" })
            #expect(header.value == Self.headers["traceparent"].map { Array($0.utf8) })
        }
        worker.signal(SIGTERM)
        let ended = try await worker.ended()
        #expect(ended.code == 0)
        #expect(!ended.errors.contains("Masse"), "a page's text is nobody's business")

        let lines = try ended.errorLines.map { line in
            try #require(try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any], "\(line)")
        }
        for line in lines {
            #expect(["timestamp", "level", "logger", "message"].allSatisfy { line[$0] is String }, "\(line)")
        }
        let time = try #require(lines.first?["timestamp"] as? String)
        #expect(time.wholeMatch(of: /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/) != nil)
        let answers = lines.filter { $0["message"] as? String == "answered" }
        #expect(answers.count == 2)
        let answer = try #require(answers.first { ($0["word"] as? String)?.contains("nuage") == true })
        #expect(answer["trace_id"] as? String == Self.trace)
        #expect(answer["outcome"] as? String == "found")
        #expect(Double(answer["seconds"] as? String ?? "") ?? -1 >= 0)
        let other = try #require(answers.first { ($0["word"] as? String)?.contains("livre") == true })
        #expect(other["trace_id"] == nil)
        let letter = try #require(lines.first { $0["message"] as? String == "dead letter" })
        #expect(letter["trace_id"] as? String == Self.trace)
        #expect(letter["reason"] as? String == "undecodable")
    }
}
