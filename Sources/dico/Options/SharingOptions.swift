import Answers
import ArgumentParser
import Diagnosis
import Kafka
import Lexicon
import SharedAnswers

/// Whether answers are shared with others.
struct SharingOptions: ParsableArguments {
    @Flag(help: "Share answers with the fleet: tell what is learnt here on a topic, and take in what others have.")
    private var shareAnswers = false

    @Option(
        help: ArgumentHelp(
            "How long a start may wait for the answers that the topic has; the rest comes while it works.",
            valueName: "seconds"))
    private var answersWait = Settings.value("answers-wait", default: 10.0)

    func validate() throws {
        guard answersWait >= 0, answersWait <= 3_600 else {
            throw ValidationError("--answers-wait is \(answersWait): expected 0 to 3600 seconds.")
        }
    }

    /// Whether they are.
    var isOn: Bool { shareAnswers || Settings.value("share-answers", default: false) }

    var wait: Duration { .seconds(answersWait) }

    /// What shares them; nil where nobody wants it.
    func shared(
        _ shelf: AnswerShelf, _ topics: TopicLayout, broker: ClientConfiguration, needs: Needs? = nil,
        mayPublish: Bool = true, createTopic: Int? = nil
    ) -> SharedAnswers? {
        guard isOn else { return nil }
        return SharedAnswers(
            shelf, topic: topics.answers, broker: broker, needs: needs, mayPublish: mayPublish,
            createTopic: createTopic)
    }
}
