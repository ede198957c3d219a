import CLibcurl
import Foundation

extension Page {
    /// Whether the site says that it cannot answer now and may later: too many requests, or a fault of its own.
    ///
    /// A bot wall also comes as 503, with a mark; asking it again at once makes it only higher.
    var isPassingTrouble: Bool {
        guard headers["cf-mitigated"] == nil else { return false }
        return status == 429 || (500...599).contains(status) && status != 501 && status != 505
    }

    /// How long from `now` the site asks to be left alone, by its Retry-After field in seconds or as a date.
    func retryAfter(now: Date) -> Duration? {
        guard let value = headers["retry-after"] else { return nil }
        if let seconds = Int(value), seconds >= 0 {
            return .seconds(min(seconds, 86_400))
        }
        let moment = curl_getdate(value, nil)
        guard moment >= 0 else { return nil }
        let seconds = Double(moment) - now.timeIntervalSince1970
        return .seconds(min(max(0, seconds.rounded(.up)), 86_400))
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
}
