import Answers
import ArgumentParser
import Foundation
import Synchronization

struct AnswersStats: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Tell how many answers there are of each source.")

    @OptionGroup var place: ArchiveOptions
    @OptionGroup var manifests: ManifestOptions
    @OptionGroup var filter: AnswerFilter

    func run() async throws {
        let tally = AnswerTally()
        try await place.archive().forEach(filter.choice(manifests.languages())) { tally.count($0, $1, bytes: $2.count) }
        for line in tally.lines { say(line) }
    }
}

/// How much there is of each source.
private final class AnswerTally: Sendable {
    private struct Count {
        var found = 0
        var missing = 0
        var bytes = 0
        var oldest = Date.distantFuture
        var newest = Date.distantPast
    }

    private let counts = Mutex<[String: Count]>([:])

    func count(_ key: AnswerKey, _ answer: SourceAnswer, bytes: Int) {
        counts.withLock { counts in
            var count = counts["\(key.language)/\(key.source)"] ?? Count()
            if answer.outcome == .found { count.found += 1 } else { count.missing += 1 }
            count.bytes += bytes
            count.oldest = min(count.oldest, answer.fetchedAt)
            count.newest = max(count.newest, answer.fetchedAt)
            counts["\(key.language)/\(key.source)"] = count
        }
    }

    var lines: [String] {
        let counts = counts.withLock { $0 }
        guard !counts.isEmpty else { return ["There are no such answers."] }
        return counts.sorted { $0.key < $1.key }.map { source, count in
            "\(source): \(count.found) found, \(count.missing) not found, \(count.bytes) bytes, "
                + "from \(count.oldest.formatted(.iso8601)) to \(count.newest.formatted(.iso8601))"
        }
    }
}
