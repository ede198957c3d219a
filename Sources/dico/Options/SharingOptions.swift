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

    /// Whether they are.
    var isOn: Bool { shareAnswers || Settings.value("share-answers", default: false) }

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
