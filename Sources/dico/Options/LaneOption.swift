import ArgumentParser
import Lexicon

/// The lanes that a worker takes requests from.
struct LaneOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Take requests of this lane alone, interactive or bulk; of both by default.", valueName: "lane"))
    private var lane: Lane?

    func lanes() throws -> Set<Lane> {
        if let lane { return [lane] }
        guard let text = Settings.string("lane") else { return Set(Lane.allCases) }
        guard let lane = Lane(rawValue: text) else {
            throw Failure(
                "\(Settings.place(of: "lane")) is \"\(text)\": expected interactive or bulk.", code: .configuration)
        }
        return [lane]
    }
}
