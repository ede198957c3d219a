import Logging

/// Which lines of a log are written, where many of one kind come: the first of each minute, and how many more there were.
/// Pure.
///
/// Lines are of one kind that come from one place of the program: what they say of a word or a topic differs with each. The
/// places are few, so this stays small whatever is logged.
struct LineFold {
    /// Where a line comes from.
    struct Kind: Hashable, Sendable {
        let file: String
        let line: UInt
        let level: Logger.Level
        /// What tells lines of one place apart beside that: who of librdkafka speaks.
        let speaker: String?
    }

    enum Decision: Equatable {
        case write
        /// It counts; after a window, `end` says how many there were.
        case firstOfMany, oneOfMany
    }

    private struct Window {
        let end: ContinuousClock.Instant
        var left: Int
        var folded = 0
    }

    /// Lines of one kind that are written before more are folded. Where the minute before had more, it is one.
    static let most = 10

    private let length: Duration
    private var windows: [Kind: Window] = [:]

    init(length: Duration) {
        self.length = length
    }

    mutating func decide(_ kind: Kind, now: ContinuousClock.Instant) -> Decision {
        var window = windows[kind] ?? Window(end: now + length, left: Self.most)
        // One with folded lines is ended by who counts them.
        if window.end <= now, window.folded == 0 { window = Window(end: now + length, left: Self.most) }
        defer { windows[kind] = window }
        guard window.left == 0 else {
            window.left -= 1
            return .write
        }
        window.folded += 1
        return window.folded == 1 ? .firstOfMany : .oneOfMany
    }

    /// Ends the window of a kind and returns the number of lines that were not written in it.
    mutating func end(_ kind: Kind, now: ContinuousClock.Instant) -> Int {
        guard let window = windows[kind] else { return 0 }
        windows[kind] = Window(end: now + length, left: 1)
        return window.folded
    }

    /// The kinds with lines that were not written.
    var folded: [Kind] { windows.filter { $1.folded > 0 }.map(\.key) }
}
