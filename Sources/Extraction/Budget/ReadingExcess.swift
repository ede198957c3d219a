/// A page that wants more than `ReadingLimits` allow.
struct ReadingExcess: Error, Hashable, CustomStringConvertible {
    /// What there was too much of, in a sentence that goes on from the source's name.
    let description: String

    static func cap(_ what: String, most: Int) -> ReadingExcess {
        ReadingExcess(description: "The page has more than \(most) \(what), the most that are read.")
    }

    static func cpuTime(_ limit: Duration) -> ReadingExcess {
        let seconds = Double(limit.components.seconds) + Double(limit.components.attoseconds) / 1e18
        return ReadingExcess(description: "Reading the page takes more than \(seconds) s of CPU time.")
    }
}
