extension Admin {
    /// What `ask` says, once a broker answers. That none does yet is told once.
    ///
    /// - Parameter ask: Asked again every second while it fails with what waiting may cure.
    /// - Returns: Nil where the task is cancelled meanwhile.
    /// - Throws: What waiting cannot cure. Security settings that do not fit at the first try never will.
    public static func onceAnswered<Value>(
        by broker: ClientConfiguration, _ ask: () async throws(KafkaError) -> Value
    ) async throws(KafkaError) -> Value? {
        var isSaid = false
        while !Task.isCancelled {
            do throws(KafkaError) {
                return try await ask()
            } catch {
                guard error.isRetriable, error.code != .security || error.isOfAdvertisedAddress else { throw error }
                // A cluster that has just answered may have a broker that does not.
                let hasAnswered = broker.brokerOutage.hasAnswered && !broker.brokerOutage.isOn
                let isAbsence = !hasAnswered && (error.code == .unreachable || error.code == .timedOut)
                // That all are away is said once for all that wait for them.
                if error.isOfAdvertisedAddress {
                    ClientLog(broker).tellOfFault()
                } else if isAbsence ? broker.brokerOutage.isNews() : !isSaid {
                    broker.logger.warning(
                        error.isOfToken ? "no token is to be had, trying on" : "the broker does not answer, trying on",
                        metadata: ["servers": "\(broker.bootstrapServers)", "error": "\(error)"])
                }
                isSaid = true
                try? await Task.sleep(for: .seconds(1))
            }
        }
        return nil
    }
}
