import Kafka

/// The C libraries that run beneath this program, which are the machine's own.
enum SystemLibraries {
    /// Such as `librdkafka 2.0.2`.
    static var versions: String { "librdkafka \(KafkaLibrary.version)" }
}
