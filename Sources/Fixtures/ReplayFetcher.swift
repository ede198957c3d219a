import Foundation
import Synchronization
import Web

/// Brings recorded pages instead of asking any site.
public final class ReplayFetcher: PageFetcher {
    private struct Key: Hashable {
        let source: String
        let address: String

        init(source: String, url: String) {
            self.source = source
            // The same address can be encoded in more than one way.
            // And what is recorded of it has no secrets.
            let bare = Secrets.removed(from: url)
            address = bare.removingPercentEncoding ?? bare
        }
    }

    private let recorded: [Key: Fixture.Recorded]
    private let asked = Mutex<Set<Key>>([])

    /// - Parameter skipsDamaged: Whether a fixture that cannot be read is left out instead of being an error.
    /// - Throws: Where a fixture of the store cannot be read.
    public init(_ store: FixtureStore, skipsDamaged: Bool = false) throws(FixtureFault) {
        var recorded: [Key: Fixture.Recorded] = [:]
        for fixture in try store.fixtures() {
            let exchanges = skipsDamaged ? (try? fixture.exchanges()) ?? [] : try fixture.exchanges()
            for exchange in exchanges {
                let key = Key(source: "\(fixture.language)/\(fixture.source)", url: exchange.exchange.url)
                recorded[key] = recorded[key] ?? exchange
            }
        }
        self.recorded = recorded
    }

    /// The recorded page; `.notRecorded` where there is none.
    public func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        let key = Key(source: request.source, url: request.url)
        guard let recorded = recorded[key] else {
            let language = request.source.prefix { $0 != "/" }
            throw FetchFailure(
                .notRecorded,
                "No page of \(request.url) is recorded; this records one: \(Recorder.command(language: language, word: request.word))"
            )
        }
        asked.withLock { _ = $0.insert(key) }
        do {
            return try recorded.page()
        } catch {
            throw FetchFailure(.notRecorded, error.description)
        }
    }

    /// Whether the page of `url` was ever asked of `source`, "language/source".
    func wasAsked(_ url: String, of source: String) -> Bool {
        asked.withLock { $0.contains(Key(source: source, url: url)) }
    }
}
