import Answers
import Kafka
import Markup
import Web

/// The C libraries that run beneath this program, which are the machine's own.
enum SystemLibraries {
    /// Such as `librdkafka 2.0.2, libcurl 7.88.1`.
    static var versions: String {
        let all =
            [("librdkafka", KafkaLibrary.version)] + WebLibraries.versions
            + [("libxml2", MarkupLibrary.version), ("SQLite", AnswerLibrary.version)]
        return all.map { "\($0) \($1)" }.joined(separator: ", ")
    }
}
