import Kafka
import Lexicon
import Testing

@testable import Worker

@Suite struct FleetShareTests {
    private func fleet(_ partitions: [String: Int]) -> FleetShare {
        let languages = Languages(
            ["de", "fr"].map {
                LanguageSummary(code: $0, name: $0 == "de" ? "German" : "French", aliases: [], sources: [])
            })
        return FleetShare(layout: TopicLayout(), languages: languages, partitions: partitions)
    }

    private func partitions(_ topic: String, _ numbers: ClosedRange<Int32>) -> Set<TopicPartition> {
        Set(numbers.map { TopicPartition(topic: topic, partition: $0) })
    }

    @Test func `all topics that feed a language count, and the parts add up to one`() {
        let share = fleet(["topic-dictionary-de": 4, "dictionary-bulk-de": 4, "dictionary-requests": 2])
        let first = partitions("topic-dictionary-de", 0...3).union(partitions("dictionary-requests", 0...0))
        let second = partitions("dictionary-bulk-de", 0...3).union(partitions("dictionary-requests", 1...1))
        #expect(share.part(of: "de", holding: first) == 0.5)
        #expect(share.part(of: "de", holding: second) == 0.5)
        #expect(share.part(of: "de", holding: partitions("topic-dictionary-fr", 0...3)) == 0)
    }

    @Test func `a topic that has another name of the language counts too`() {
        let share = fleet(["topic-dictionary-de": 4, "topic-dictionary-German": 4])
        #expect(share.part(of: "de", holding: partitions("topic-dictionary-German", 0...3)) == 0.5)
        #expect(share.part(of: "fr", holding: partitions("topic-dictionary-German", 0...3)) == 0)
    }

    @Test func `a cluster without the bulk lane shares what there is`() {
        let share = fleet(["topic-dictionary-de": 4, "dictionary-requests": 4])
        #expect(share.part(of: "de", holding: partitions("topic-dictionary-de", 0...3)) == 0.5)
    }

    /// Until the count is asked again, what is held says how many there are at least.
    @Test func `a topic that grew is never shared as if it were smaller`() {
        let share = fleet(["topic-dictionary-de": 4])
        let parts = [0...3, 4...7, 8...11].map {
            share.part(of: "de", holding: partitions("topic-dictionary-de", $0))
        }
        #expect(parts == [1, 0.5, 4.0 / 12])
        let grown = fleet(["topic-dictionary-de": 12])
        for range: ClosedRange<Int32> in [0...3, 4...7, 8...11] {
            #expect(grown.part(of: "de", holding: partitions("topic-dictionary-de", range)) == 4.0 / 12)
        }
    }

    @Test func `members stay behind each other by the partitions that they hold`() {
        let share = fleet(["topic-dictionary-de": 4])
        let phases = (0...3).map { number in
            share.phase(of: "de", holding: partitions("topic-dictionary-de", Int32(number)...Int32(number)))
        }
        #expect(phases == [0, 0.25, 0.5, 0.75])
        #expect(share.phase(of: "de", holding: []) == 0)
    }
}
