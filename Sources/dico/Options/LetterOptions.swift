import ArgumentParser
import Foundation
import Kafka
import Lexicon
import Worker

extension DeadLetterReason: ExpressibleByArgument {}
extension DeadLetter.Place: ExpressibleByArgument {}

/// Where the dead letters lie.
struct LetterOptions: ParsableArguments {
    @OptionGroup var broker: BrokerOptions
    @OptionGroup var deadLetters: DeadLettersTopicOption
    @OptionGroup var log: LogOptions

    func configuration() throws -> ClientConfiguration {
        try broker.configuration(logger: log.logger("dico", level: .error))
    }

    func topic() throws -> DeadLetterTopic {
        DeadLetterTopic(deadLetters.deadLettersTopic, broker: try configuration())
    }
}

/// Which dead letters are meant.
struct LetterFilter: ParsableArguments {
    @Option(help: "Only what was buried for this reason; may be repeated.")
    var reason: [DeadLetterReason] = []

    @Option(help: "Only requests of this topic.", completion: .topics)
    var topic: String?

    @Option(
        help: ArgumentHelp("Only what was buried since this moment, or in the last 90m, 2h, 3d.", valueName: "when"),
        transform: Moment.init)
    var since: Moment?

    @Option(
        help: ArgumentHelp("Only what was buried before this moment.", valueName: "when"), transform: Moment.init)
    var until: Moment?

    var isEmpty: Bool { reason.isEmpty && topic == nil && since == nil && until == nil }

    func choice(places: Set<DeadLetter.Place>? = nil) -> DeadLetterChoice {
        DeadLetterChoice(
            places: places, reasons: reason.isEmpty ? nil : Set(reason), topic: topic, since: since?.date,
            until: until?.date)
    }
}

/// A moment as a person gives it: in RFC 3339 form, or how long ago, such as `90m`, `2h` or `3d`.
struct Moment {
    let date: Date

    /// - Throws: Where it is neither.
    @Sendable init(_ argument: String) throws {
        if let date = RFC3339.date(argument) {
            self.date = date
        } else if let seconds = Self.ago(argument) {
            date = Date(timeIntervalSinceNow: -seconds)
        } else {
            throw ValidationError(
                "expected a moment such as 2026-11-23T21:00:00Z, or how long ago: 90m, 2h or 3d.")
        }
    }

    private static func ago(_ text: String) -> TimeInterval? {
        let units: [Character: TimeInterval] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        guard let unit = text.last.flatMap({ units[$0] }), let count = UInt32(text.dropLast()) else { return nil }
        return TimeInterval(count) * unit
    }
}
