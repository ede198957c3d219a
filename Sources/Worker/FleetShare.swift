import Kafka
import Lexicon

/// How much of a source's pace is this worker's: the part it holds of the partitions that a language's requests come on.
///
/// The parts of all members of the group add up to one, so adding workers never asks a site more often.
struct FleetShare: Sendable {
    var layout: TopicLayout
    /// Partitions of each request topic.
    var partitions: [String: Int]

    func share(of language: String, holding held: Set<TopicPartition>) -> Double {
        let topics: Set = [layout.topic(of: language), layout.requests]
        let total = topics.reduce(0) { $0 + (partitions[$1] ?? 0) }
        guard total > 0 else { return 0 }
        return Double(held.count { topics.contains($0.topic) }) / Double(total)
    }
}
