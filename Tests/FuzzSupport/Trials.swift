import Extraction
import Foundation
import Lexicon
import Logging
import Markup
import Providers
import Web

/// Reads damaged pages of all sources, one after the other, each made from its number alone.
public struct Trials {
    private let catalogue: Catalogue
    private let seeds: [SeedPage]
    private let largest: Int

    /// - Parameter largest: Bytes that a page has at most.
    public init(
        providers: String, fixtures: String, limits: ReadingLimits = ReadingLimits(),
        largest: Int = FetchLimits().bodyBytes
    ) throws {
        catalogue = try Catalogue(
            directory: providers, fetcher: NoSites(), limits: limits,
            logger: Logger(label: "fuzz") { _ in SwiftLogNoOpLogHandler() })
        self.largest = largest
        seeds = try SeedPage.all(of: fixtures)
    }

    /// The page of a number: sources take turns.
    public func page(_ number: UInt64) -> SeedPage {
        var damage = Damage(seed: number, largest: largest)
        let seed = seeds[Int(number % UInt64(seeds.count))]
        let other = seeds[Int((number &* 31 &+ 7) % UInt64(seeds.count))]
        return SeedPage(
            language: seed.language, source: seed.source, word: seed.word,
            body: damage.apply(to: seed.body, with: other.body))
    }

    /// Reads a page to the reply that would be sent, and says how much CPU time that took.
    @discardableResult
    public func read(_ page: SeedPage) throws -> Duration {
        let start = ReadingBudget.cpuTime()
        let reply = try catalogue.judge(
            body: page.body, word: page.word, language: page.language, source: page.source)
        _ = reply.encoded(as: .full)
        return .nanoseconds(Int64(ReadingBudget.cpuTime() - start))
    }

    /// The CPU time of what no budget bounds, here and now: a page is parsed, and all of it is read once.
    public func yardstick(_ page: SeedPage) throws -> Duration {
        let start = ReadingBudget.cpuTime()
        _ = try Document(html: page.body, nodes: ReadingLimits().nodes).root?.wholeText
        return .nanoseconds(Int64(ReadingBudget.cpuTime() - start))
    }
}

private struct NoSites: PageFetcher {
    func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        throw FetchFailure(.unreachable, "Nothing is fetched here.")
    }
}
