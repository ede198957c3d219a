import Kafka
import Lexicon

/// How much of a source's pace is this worker's: the part it holds of the partitions that a language's requests come on.
///
/// The parts of all members of the group add up to one, so adding workers never asks a site more often.
struct FleetShare: Sendable {
    var layout: TopicLayout
    /// For the names that topics have.
    var languages: Languages
    /// Partitions of each request topic, as far as is known.
    var partitions: [String: Int]

    /// This worker's part, 0 to 1, holding these partitions.
    func part(of language: String, holding held: Set<TopicPartition>) -> Double {
        let topics = Set(partitions.keys).union(held.map(\.topic)).filter { feeds($0, language) }
        let total = topics.reduce(0) { $0 + count(of: $1, holding: held) }
        guard total > 0 else { return 0 }
        return Double(held.count { topics.contains($0.topic) }) / Double(total)
    }

    /// Which part of its interval between two turns it stays behind the others, 0 up to 1: members hold different
    /// partitions, so the first of them tells them apart.
    func phase(of language: String, holding held: Set<TopicPartition>) -> Double {
        let topic = layout.topic(of: language)
        guard let first = held.lazy.filter({ $0.topic == topic }).map(\.partition).min() else { return 0 }
        return Double(first) / Double(count(of: topic, holding: held))
    }

    /// Whether requests for a language come on `topic`, though some may come for other languages too.
    private func feeds(_ topic: String, _ language: String) -> Bool {
        topic == layout.requests || layout.language(of: topic, among: languages)?.code == language
    }

    /// A topic may have grown since it was asked about: it has at least the partitions that are held.
    private func count(of topic: String, holding held: Set<TopicPartition>) -> Int {
        let last = held.lazy.filter { $0.topic == topic }.map(\.partition).max() ?? -1
        return max(partitions[topic] ?? 0, Int(last) + 1)
    }
}
