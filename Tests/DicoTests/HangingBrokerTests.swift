import Foundation
import Kafka
import Lexicon
import TestSupport
import Testing

/// A broker that is stopped in the middle of everything keeps its connections, and says nothing.
@Suite struct HangingBrokers {
    @Test(arguments: [
        ["lookup", "-l", "fr", "nuage"], ["dead-letters", "list"], ["answers", "stats"],
        ["client", "--nickname", "ana", "--dictionary", "fr"],
    ])
    func `whoever begins hears that it does not answer`(arguments: [String]) async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        broker.process.signal(SIGSTOP)
        let ended = try await DicoProcess.run(arguments, environment: ["DICO_BOOTSTRAP_SERVERS": broker.address])
        broker.process.signal(SIGCONT)
        #expect(ended.code == 69)
        #expect(ended.errorLines.count == 1, "\(ended.errors)")
        #expect(ended.errors.contains("\(broker.address) does not answer"), "\(ended.errors)")
    }

    @Test(arguments: ["worker", "gateway"], [true, false])
    func `a service that begins without its broker says so, and tries on`(service: String, isThere: Bool) async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let address = isThere ? broker.address : "127.0.0.1:\(try await freePort())"
        if isThere { broker.process.signal(SIGSTOP) }
        let process = try DicoProcess(
            service == "gateway" ? ["gateway", "--port", "0"] : ["worker"],
            environment: ["DICO_BOOTSTRAP_SERVERS": address])
        try await eventually { process.errorsSoFar.contains("the broker does not answer, trying on") }
        #expect(process.errorsSoFar.contains(address))
        if isThere { broker.process.signal(SIGCONT) }
        process.signal(SIGKILL)
        _ = try await process.ended()
    }

    @Test func `a worker and a gateway notice it, and that it goes on`() async throws {
        let broker = try await BrokerProcess.start(in: try temporaryDirectory())
        let worker = try broker.worker("--admin-address", "0")
        let unwatched = try broker.worker()
        let admin = try await AdminEndpoints(of: worker)
        let gateway = try await GatewayProcess.start(
            environment: ["DICO_BOOTSTRAP_SERVERS": broker.address, "DICO_TIMEOUT": "300"])
        try await eventually { try await admin.isReady() }
        try await eventually { try await gateway.get("/health/ready").status == 200 }
        #expect(try await gateway.get("/v1/en/cloud").status == 200)
        broker.process.signal(SIGSTOP)
        try await eventually { try await admin.get("/health/ready").text.contains("does not answer") }
        try await eventually { try await gateway.get("/health/ready").status == 503 }
        try await eventually { unwatched.errorsSoFar.contains("the broker is away") }
        // Whoever asks hears at once, and is not told to look at the worker.
        let answer = try await gateway.get("/v1/en/cloud")
        #expect(answer.status == 503)
        #expect(answer.body.contains(broker.address))
        #expect(try await admin.get("/health/live").status == 200)
        broker.process.signal(SIGCONT)
        try await eventually { try await admin.isReady() }
        try await eventually { try await gateway.get("/health/ready").status == 200 }
        try await eventually { try await gateway.get("/v1/en/cloud").status == 200 }
        let lines = worker.errorsSoFar.split(separator: "\n")
        #expect(lines.count { $0.contains("the broker is away") } == 1)
        for other in ["SESSTMOUT", "REQTMOUT", "in time", "talked to"] {
            #expect(!lines.contains { $0.contains(other) }, "\(lines)")
        }
        #expect(worker.errorsSoFar.contains("the broker answers again"))
    }
}
