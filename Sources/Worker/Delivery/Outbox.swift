import Kafka
import Synchronization

/// Hands records to the producer until the broker has them or will never take them.
struct Outbox: Sendable {
    let producer: Producer

    /// Calls `done` once: with success when the broker acknowledged `record`, with a failure when it never will. While
    /// the broker is away the record is kept, and tried again.
    func post(_ record: ProducerRecord, done: @escaping @Sendable (Result<Void, KafkaError>) -> Void) {
        attempt(record, DeliveryRetry(), done)
    }

    private func attempt(
        _ record: ProducerRecord, _ retry: DeliveryRetry, _ done: @escaping @Sendable (Result<Void, KafkaError>) -> Void
    ) {
        do {
            try producer.enqueue(record) { result in
                switch result {
                case .success: done(.success(()))
                case .failure(let undelivered): failed(undelivered.record, retry, undelivered.error, done)
                }
            }
        } catch {
            failed(record, retry, error, done)
        }
    }

    private func failed(
        _ record: ProducerRecord, _ retry: DeliveryRetry, _ error: KafkaError,
        _ done: @escaping @Sendable (Result<Void, KafkaError>) -> Void
    ) {
        var retry = retry
        switch retry.failed(isFatal: error.isFatal, isRetriable: error.isRetriable) {
        case .giveUp, .end:
            done(.failure(error))
        case .again(let delay):
            let next = retry
            Task {
                try? await Task.sleep(for: delay)
                attempt(record, next, done)
            }
        }
    }
}
