import Foundation

extension Page {
    /// Whether the site says that it cannot answer now and may later: too many requests, or a fault of its own.
    ///
    /// A bot wall also comes as 503, with a mark; asking it again at once makes it only higher.
    var isPassingTrouble: Bool {
        guard headers["cf-mitigated"] == nil else { return false }
        return status == 429 || (500...599).contains(status) && status != 501 && status != 505
    }

    /// How long from `now` the site asks to be left alone; nil where it does not say.
    func retryAfter(now: Date) -> Duration? {
        headers["retry-after"].map { field in
            // The site's own clock, where the answer shows it: a date means what the site means by it.
            let clock = headers["date"].flatMap { Date(inField: $0) }
            return RetryAfter.wait(field, now: clock ?? now)
        }
    }
}

/// The field Retry-After: seconds or a date, and what servers write in its place.
enum RetryAfter {
    /// A day. Whoever names more means "for ever".
    private static let longest = 86_400.0
    /// What a field that cannot be read asks for: something, and nobody knows how much.
    private static let unreadable = Duration.seconds(60)

    /// Of several values, as where two proxies have each added theirs, the first counts. Parts of a second are rounded up.
    static func wait(_ field: String, now: Date) -> Duration {
        let value = field.drop(while: \.isWhitespace)
        if let moment = Date(inField: String(value)) { return wait(moment.timeIntervalSince(now)) }
        return seconds(value.prefix { $0 != "," }).map(wait) ?? unreadable
    }

    private static func wait(_ seconds: Double) -> Duration {
        .seconds(min(max(0, seconds.rounded(.up)), longest))
    }

    /// `120`, `2.5`, `120 seconds`, `120s`.
    private static func seconds(_ value: Substring) -> Double? {
        let number = value.prefix { $0.isASCII && ($0.isNumber || $0 == "." || $0 == "+") }
        let rest = value.dropFirst(number.count).drop(while: \.isWhitespace).lowercased()
        let unit = rest.prefix { $0.isLetter }
        guard rest.dropFirst(unit.count).allSatisfy({ $0.isWhitespace || $0 == "." || $0 == ";" }) else { return nil }
        let factor: Double
        switch unit {
        case "", "s", "sec", "secs", "second", "seconds": factor = 1
        case "ms", "milliseconds": factor = 0.001
        case "m", "min", "mins", "minute", "minutes": factor = 60
        case "h", "hour", "hours": factor = 3_600
        default: return nil
        }
        return Double(number).map { $0 * factor }
    }
}

extension FetchFailure {
    /// Whether the same request may well succeed a moment later. A page that was cut or garbled counts: more often
    /// than the site's, that is the fault of the way to it.
    var isPassingTrouble: Bool { [.unreachable, .timedOut, .malformed].contains(code) }
}

extension Result where Success == Page, Failure == FetchFailure {
    /// What `fetch` comes to, as a value to judge.
    init(fetching request: PageRequest, through fetcher: any PageFetcher) async {
        do {
            self = .success(try await fetcher.fetch(request))
        } catch {
            self = .failure(error)
        }
    }

    var isPassingTrouble: Bool {
        switch self {
        case .success(let page): page.isPassingTrouble
        case .failure(let failure): failure.isPassingTrouble
        }
    }

    var isRemembered: Bool {
        if case .failure(let failure) = self { failure.isRemembered } else { false }
    }
}
