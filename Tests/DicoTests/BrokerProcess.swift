import Foundation
import TestSupport

/// A running `dico broker`, with its address.
struct BrokerProcess {
    let process: DicoProcess
    let address: String

    /// Starts one and waits for its address file.
    static func start(_ arguments: String..., in folder: URL) async throws -> BrokerProcess {
        try await start(arguments, in: folder)
    }

    /// Starts one and waits for its address file.
    static func start(_ arguments: [String], in folder: URL) async throws -> BrokerProcess {
        let file = folder.appending(path: "address")
        let process = try DicoProcess(["broker", "--address-file", file.path] + arguments)
        let address = try await eventually { () async throws -> String? in
            guard process.isRunning else { throw Gone(errors: process.errorsSoFar) }
            guard let text = try? String(contentsOf: file, encoding: .utf8), text.hasSuffix("\n") else { return nil }
            return text.trimmingCharacters(in: .whitespacesAndNewlines)
        }
        return BrokerProcess(process: process, address: address)
    }

    /// A broker that ended before it listened.
    struct Gone: Error { let errors: String }

    /// Starts a worker on the repository's fixtures against this broker.
    func worker(_ arguments: String..., environment: [String: String] = [:]) throws -> DicoProcess {
        try DicoProcess(
            ["worker", "--bootstrap-servers", address, "--replay", "fixtures"] + Self.quick + arguments,
            environment: environment)
    }

    /// What makes a member of a group quick on the embedded broker.
    static let quick = [
        "-X", "session.timeout.ms=3000", "-X", "heartbeat.interval.ms=300", "-X", "fetch.wait.max.ms=10",
    ]
}
