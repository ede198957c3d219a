import Foundation
import Kafka
import Lexicon
import TestSupport
import Testing

/// A broker's address behind which somebody else listens.
@Suite struct StrangeBrokers {
    private static let commands = [
        ["worker", "--replay", "fixtures", "--log-level", "warning"],
        ["gateway", "--port", "0", "--log-level", "warning"], ["lookup", "-l", "fr", "nuage"],
        ["dead-letters", "list"], ["answers", "stats"], ["client", "--nickname", "ana", "--dictionary", "fr"],
    ]

    private func run(_ command: [String], at port: Int) async throws -> DicoProcess.Ended {
        let ended = try await DicoProcess.run(command + ["-b", "127.0.0.1:\(port)"])
        #expect(ended.code == 69)
        #expect(ended.errorLines.count == 1, "\(ended.errors)")
        return ended
    }

    @Test(arguments: commands)
    func `that greets in another protocol does not speak Kafka`(command: [String]) async throws {
        let server = try await StrangeServer(.greets("SSH-2.0-OpenSSH_9.2\r\n"))
        let ended = try await run(command, at: server.port)
        #expect(ended.errors.contains("127.0.0.1:\(server.port) does not speak Kafka"), "\(ended.errors)")
        #expect(ended.errors.contains("SSH-") && !ended.errors.contains("receive.message.max.bytes"), "\(ended.errors)")
    }

    @Test(arguments: commands.prefix(3))
    func `that waits for a line of HTTP does not speak Kafka`(command: [String]) async throws {
        let server = try await FaultServer()
        let ended = try await run(command, at: server.port)
        #expect(ended.errors.contains("127.0.0.1:\(server.port) does not speak Kafka"), "\(ended.errors)")
    }

    @Test func `that hangs up, or says nothing, may be a broker, and is told as what it does`() async throws {
        let rude = try await StrangeServer(.hangsUp)
        let ended = try await run(["dead-letters", "list"], at: rude.port)
        #expect(ended.errors.contains("a Kafka broker must be up behind that port"), "\(ended.errors)")
        #expect(ended.errors.contains("security.protocol"), "\(ended.errors)")
        let silent = try await StrangeServer(.isSilent)
        let unanswered = try await run(["dead-letters", "list"], at: silent.port)
        #expect(unanswered.errors.contains("does not answer: check the address and that a Kafka broker"))
    }

    @Test func `is a problem to the doctor`() async throws {
        let server = try await StrangeServer(.greets("220 mail.example ESMTP\r\n"))
        let ended = try await DicoProcess.run("doctor", "-b", "127.0.0.1:\(server.port)")
        #expect(ended.code == 1)
        #expect(ended.output.contains("does not speak Kafka (its answer begins with \"220 \")"), "\(ended.output)")
    }
}
