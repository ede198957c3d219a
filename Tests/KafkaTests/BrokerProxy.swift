import TestSupport

/// What stands between a client and an embedded broker, and changes the broker's answers: `broker_proxy.py`.
struct BrokerProxy {
    let address: String
    private let process: DicoProcess

    /// - Parameter options: As the program has them.
    init(to broker: TestBroker, _ options: String...) async throws {
        let program = Repository.folder.appending(path: "Tests/KafkaTests/broker_proxy.py").path
        let process = try DicoProcess([program, broker.bootstrapServers] + options, program: .python)
        self.process = process
        address = try await eventually { () -> String? in
            process.outputSoFar.hasSuffix("\n") ? String(process.outputSoFar.dropLast()) : nil
        }
    }
}
