/// What a site's robots.txt comes to.
enum Robots: Sendable {
    /// There is none.
    case none
    case rules(RobotsRules)
    /// It may exist and forbid everything.
    case unreadable(FetchFailure)

    init(_ outcome: Result<Page, FetchFailure>) {
        switch outcome {
        case .success(let page):
            switch page.status {
            case 200...299: self = .rules(RobotsRules(Self.wholeLines(page.body), product: UserAgent.product))
            // Neither a proxy nor a site that is asked too often says what there is.
            case 400...499 where page.status != 407 && page.status != 429: self = .none
            case 300...399:
                self = .unreadable(
                    FetchFailure(.unreachable, "the answer was status \(page.status), which leads nowhere."))
            default: self = .unreadable(FetchFailure(.unreachable, "the answer was status \(page.status)."))
            }
        // Also where it is somewhere that nobody may go to: whatever stands there, it is no permission.
        case .failure(let failure): self = .unreadable(failure)
        }
    }

    /// What of a file is read. Half a line would forbid more than the whole, or allow it.
    private static func wholeLines(_ body: [UInt8]) -> ArraySlice<UInt8> {
        let head = body.prefix(PageRequest.Scope.robotsBytes)
        guard body.count >= PageRequest.Scope.robotsBytes, let end = head.lastIndex(where: { $0 == 0x0A || $0 == 0x0D })
        else {
            return head
        }
        return head[...end]
    }
}

/// The files that are known, and those that are on their way. Plain state.
struct RobotsShelf {
    static let keptFor = Duration.seconds(24 * 3_600)
    static let unreadableRest = Duration.seconds(300)

    private enum Entry {
        case known(Robots, until: ContinuousClock.Instant)
        case awaited([Promise<Robots>])
    }

    private var entries: [String: Entry] = [:]

    /// The file of `origin`, or a place in the queue for it; `isFirst` tells the one who has to fetch it.
    mutating func ask(
        _ origin: String, _ waiting: Promise<Robots>, at now: ContinuousClock.Instant
    ) -> (known: Robots?, isFirst: Bool) {
        switch entries[origin] {
        case .known(let robots, let until) where until > now: return (robots, false)
        case .awaited(let others):
            entries[origin] = .awaited(others + [waiting])
            return (nil, false)
        case .known, nil:
            entries[origin] = .awaited([waiting])
            return (nil, true)
        }
    }

    /// Keeps what came, and returns who waits for it.
    mutating func put(
        _ robots: Robots, for origin: String, at now: ContinuousClock.Instant
    ) -> [Promise<Robots>] {
        let waiting = if case .awaited(let promises) = entries[origin] { promises } else { [Promise<Robots>]() }
        let rest = if case .unreadable = robots { Self.unreadableRest } else { Self.keptFor }
        entries[origin] = .known(robots, until: now + rest)
        return waiting
    }
}
