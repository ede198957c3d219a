import Foundation
import Logging
import Synchronization
import TestSupport
import Testing

@testable import dico

@Suite struct FoldedLogs {
    private func kind(_ line: UInt) -> LineFold.Kind {
        LineFold.Kind(file: "a.swift", line: line, level: .notice, speaker: nil)
    }

    @Test func `the first lines of a kind are written, and the others counted`() {
        var fold = LineFold(length: .seconds(60))
        let start = ContinuousClock.now
        for _ in 0..<LineFold.most { #expect(fold.decide(kind(1), now: start) == .write) }
        #expect(fold.decide(kind(1), now: start) == .firstOfMany)
        for _ in 0..<99 { #expect(fold.decide(kind(1), now: start + .seconds(59)) == .oneOfMany) }
        #expect(fold.decide(kind(2), now: start) == .write)
        #expect(fold.folded == [kind(1)])
        #expect(fold.end(kind(1), now: start + .seconds(60)) == 100)
        // What goes on is told with one line a minute.
        #expect(fold.decide(kind(1), now: start + .seconds(61)) == .write)
        #expect(fold.decide(kind(1), now: start + .seconds(62)) == .firstOfMany)
        #expect(fold.end(kind(1), now: start + .seconds(120)) == 1)
        // A quiet minute makes it news again.
        for _ in 0..<LineFold.most { #expect(fold.decide(kind(1), now: start + .seconds(200)) == .write) }
        #expect(fold.folded.isEmpty)
    }

    @Test func `lines at their slow pace are all written`() {
        var fold = LineFold(length: .seconds(60))
        let start = ContinuousClock.now
        for minute in 0..<100 { #expect(fold.decide(kind(1), now: start + .seconds(61 * minute)) == .write) }
    }

    @Test func `how many more there were is said after the window, or at the end`() async throws {
        for isFlushed in [false, true] {
            let log = CollectedLog()
            let lines = FoldedLines(window: isFlushed ? .seconds(3_600) : .milliseconds(50))
            var logger = Logger(label: "test") { _ in FoldingLogHandler(log.logger.handler, lines) }
            logger.logLevel = .trace
            for number in 0..<1_214 { logger.warning("dead letter", metadata: ["offset": "\(number)"]) }
            for _ in 0..<100 { logger.info("an answer") }
            if isFlushed { lines.flush() }
            try await eventually { log.lines.contains { $0.hasSuffix(" more in the last minute") } }
            let letters = log.lines.filter { $0 == "dead letter" }.count
            let told = log.lines.compactMap { line in
                line.firstMatch(of: /dead letter: and ([0-9,]+) more in the last minute/).map { "\($0.output.1)" }
            }
            #expect(letters >= 10 && letters < 1_214)
            if isFlushed {
                #expect(told == ["1,204"])
                #expect(letters == 10)
            }
        }
    }

    @Test func `a flood of poison makes a few lines`() async throws {
        let traffic = try await RequestTraffic()
        let worker = try traffic.worker("--replay", "fixtures")
        for number in 0..<300 { try await traffic.send("poison \(number)", to: "topic-dictionary-en") }
        #expect(try await traffic.records(300, of: "dictionary-dead-letters").count == 300)
        worker.signal(SIGTERM)
        let ended = try await worker.ended()
        #expect(ended.code == 0)
        let lines = ended.errorLines.filter { $0.contains("dead letter") }
        #expect(lines.count <= 15, "\(lines.count)")
        #expect(lines.last?.contains(" more in the last minute") == true)
    }
}
