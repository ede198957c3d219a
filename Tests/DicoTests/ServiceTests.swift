import Foundation
import TestSupport
import Testing

@Suite struct Demonstration {
    @Test func `the demo looks words up in each language and ends by itself`() async throws {
        let ended = try await DicoProcess.run("demo")
        #expect(ended.code == 0, "\(ended.errors)")
        for language in ["English", "French"] { #expect(ended.output.contains(language)) }
        #expect(ended.output.contains("nuage  /nɥaʒ/"))
    }
}

@Suite struct StoppingServices {
    @Test(arguments: [SIGTERM, SIGINT])
    func `a worker that is told to stop leaves with 0`(signal: Int32) async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let worker = try broker.worker()
        try await eventually { worker.errorsSoFar.contains("assigned") }
        worker.signal(signal)
        #expect(try await worker.ended().code == 0)
    }

    /// As `timeout` sends them: to the process, and at once to its whole group.
    @Test func `two signals in one instant are one`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let worker = try broker.worker()
        try await eventually { worker.errorsSoFar.contains("assigned") }
        for _ in 0..<2 { worker.signal(SIGTERM) }
        let ended = try await worker.ended()
        #expect(ended.code == 0, "\(ended.errors)")
    }

    @Test func `a worker can be stopped before its broker ever answered`() async throws {
        let worker = try DicoProcess(["worker", "--bootstrap-servers", "127.0.0.1:1", "--replay", "fixtures"])
        try await eventually { worker.errorsSoFar.contains("does not answer") }
        worker.signal(SIGTERM)
        let ended = try await worker.ended()
        #expect(ended.code == 0, "\(ended.errors)")
    }
}
