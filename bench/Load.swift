import Foundation
import Kafka
import Logging

/// Requests in seed form, handed to a topic as fast as it takes them.
struct Load {
    let servers: String
    let topic: String
    let replyTopic: String

    /// - Parameter keyed: Without a key, records go to any partition, as the original clients send them.
    func send(_ words: some Sequence<String>, keyed: Bool = true) async throws {
        var logger = Logger(label: "bench")
        logger.logLevel = .error
        let producer = try Producer(ClientConfiguration(bootstrapServers: servers, logger: logger))
        for word in words {
            let value = #"{"word": "\#(word)", "response_topic": "\#(replyTopic)"}"#
            let record = ProducerRecord(topic: topic, key: keyed ? Array(word.utf8) : nil, value: Array(value.utf8))
            // A full queue empties by itself.
            while try !hand(record, to: producer) { try await Task.sleep(for: .milliseconds(5)) }
        }
        guard await producer.flush(within: .seconds(60)) else { throw Trouble("the requests could not be sent") }
        await producer.close(within: .seconds(5))
    }
    /// False where the producer's queue is full.
    private func hand(_ record: ProducerRecord, to producer: Producer) throws(KafkaError) -> Bool {
        do throws(KafkaError) {
            try producer.enqueue(record) { _ in }
            return true
        } catch {
            guard error.isRetriable else { throw error }
            return false
        }
    }
}

extension Duration {
    var inSeconds: Double { self / .seconds(1) }
}

extension Array<Double> {
    var median: Double { sorted()[count / 2] }
}
