import Answers
import Extraction
import Foundation
import Lexicon
import Markup
import Synchronization
import Web

/// Asks one source for a word, in each of the forms that the site may know it by.
struct SourceLookup: Sendable {
    let fetcher: any PageFetcher
    /// What reading a page may cost.
    let limits: ReadingLimits
    private let threads = ReadingThreads()
    private let metrics = LookupMetrics()

    init(fetcher: any PageFetcher, limits: ReadingLimits) {
        self.fetcher = fetcher
        self.limits = limits
    }

    /// What a source said, and the page it said it on; that is nil where none came.
    struct Finding: Sendable {
        var verdict: Verdict
        var page: Page?
        /// All pages that came for it, in the order asked.
        var pages: [Page] = []
        /// Whether the site says that its page is the same still as the one asked about; then there is no verdict.
        var isUnchanged = false
        /// Whether pages are replayed, and this one was not recorded.
        var isUnrecorded = false
    }

    /// The first answer that is not "no such word", or that one.
    ///
    /// - Parameters:
    ///   - budget: What all fetches may take together.
    ///   - known: What the site gave with the page that is known: where it is the same still, it need not be sent.
    func ask(
        _ source: Source, for word: String, budget: Budget, unlessLike known: PageValidators? = nil
    ) async -> Finding {
        let fetch = Fetch(source: source, word: word, budget: budget, known: known)
        var answer = await answer(fetch)
        answer.pages = fetch.pages.withLock { $0 }
        return answer
    }

    private func answer(_ fetch: Fetch) async -> Finding {
        let (source, word) = (fetch.source, fetch.word)
        var first: Finding?
        var unrecorded: Finding?
        for form in source.askedForms(of: word) {
            let answer = await page(of: form, fetch) { source throws(FetchFailure) in try source.url(of: form) }
            if answer.isUnrecorded {
                // That of another form may be what the site would have led to.
                unrecorded = unrecorded ?? answer
            } else if answer.verdict.outcome != .notFound {
                return answer
            }
            first = first ?? answer
        }
        if let unrecorded { return unrecorded }
        if let search = source.search, let answer = await self.search(search, fetch) { return answer }
        // There is always at least the word itself.
        return first ?? Finding(verdict: Verdict(outcome: .notFound), page: nil)
    }

    private final class Fetch: Sendable {
        let source: Source
        /// As it was asked.
        let word: String
        let budget: Budget
        let known: PageValidators?
        /// What came so far, in the order asked.
        let pages = Mutex<[Page]>([])

        init(source: Source, word: String, budget: Budget, known: PageValidators?) {
            self.source = source
            self.word = word
            self.budget = budget
            self.known = known
        }
    }

    /// A page, judged as one of `form`.
    private func page(
        of form: String, _ fetch: Fetch, at url: (Source) throws(FetchFailure) -> String
    ) async -> Finding {
        let address: String
        do throws(FetchFailure) {
            address = try url(fetch.source)
        } catch {
            // No address of the site could mean the word, so asking again would not help.
            let outcome = error.code == .malformed ? Outcome.notFound : error.outcome
            return Finding(verdict: Verdict(outcome: outcome, explanation: "\(fetch.source.credit.name): \(error)"))
        }
        do throws(FetchFailure) {
            let page = try await self.page(at: address, fetch)
            if page.status == 304, fetch.known?.url == address {
                return Finding(verdict: Verdict(outcome: .found), page: page, isUnchanged: true)
            }
            let verdict = await reading { [source = fetch.source, limits, metrics] in
                let begun = ContinuousClock.now
                defer { metrics.extract.record(since: begun) }
                return source.judge(page, word: form, limits: limits)
            }
            return Finding(verdict: verdict ?? Self.left(fetch), page: page)
        } catch {
            return Finding(
                verdict: Verdict(outcome: error.outcome, explanation: "\(fetch.source.credit.name): \(error)"),
                isUnrecorded: error.code == .notRecorded)
        }
    }

    /// Runs what can take long on a thread for that; nil where nobody waits for it any more.
    private func reading<Value: Sendable>(_ body: @escaping @Sendable () -> Value) async -> Value? {
        await threads.run(body)
    }

    private static func left(_ fetch: Fetch) -> Verdict {
        Verdict(outcome: .unavailable, explanation: "\(fetch.source.credit.name): the page was not read in time.")
    }

    private func page(at url: String, _ fetch: Fetch) async throws(FetchFailure) -> Page {
        let condition = fetch.known?.url == url ? fetch.known?.condition ?? [:] : [:]
        let request = PageRequest(
            url: url, source: fetch.source.key, word: fetch.word,
            headers: fetch.source.headers.merging(condition) { $1 },
            allowedHosts: fetch.source.redirectHosts, pace: fetch.source.pace, budget: fetch.budget)
        let begun = ContinuousClock.now
        defer { metrics.fetch.record(since: begun) }
        do throws(FetchFailure) {
            let page = try await fetcher.fetch(request)
            metrics.count(page, from: request.source)
            fetch.pages.withLock { $0.append(page) }
            return page
        } catch {
            metrics.count(error, from: request.source)
            throw error
        }
    }

    // MARK: Searching

    /// The entries of all pages that the site's search names for the word; nil where it names none.
    private func search(_ search: SourceSearch, _ fetch: Fetch) async -> Finding? {
        let page: Page
        do throws(FetchFailure) {
            page = try await self.page(
                at: search.address.url(
                    for: search.word.apply(to: fetch.word, in: fetch.source.orthography)), fetch)
        } catch {
            return Finding(
                verdict: Verdict(outcome: error.outcome, explanation: "\(fetch.source.credit.name): \(error)"))
        }
        let found = await reading { [source = fetch.source, limits] in
            let content = source.content(page, word: fetch.word, limits: limits)
            let verdict = source.rules.judgeAnswer(content)
            let links = verdict == nil ? search.links(on: content, to: source.forms(of: fetch.word)) : []
            return (verdict ?? source.rules.excess(of: content), links)
        }
        guard let (verdict, links) = found else { return Finding(verdict: Self.left(fetch), page: page) }
        if let verdict { return verdict.outcome == .notFound ? nil : Finding(verdict: verdict, page: page) }
        var answers: [Finding] = []
        for link in links {
            answers.append(
                await self.page(of: fetch.word, fetch) { source throws(FetchFailure) in
                    guard let address = WebAddress(link), source.mayReach(address) else {
                        throw FetchFailure(
                            .redirectRefused, "A link of the search leads to another site: \(quoted(link)).")
                    }
                    return address.url
                })
        }
        guard let outcome = Outcome.combined(answers.map(\.verdict.outcome)),
            var answer = answers.first(where: { $0.verdict.outcome == outcome })
        else { return nil }
        answer.verdict.entries = answers.flatMap(\.verdict.entries)
        // Of one page of several that its validators would stand for all.
        answer.page?.headers["etag"] = nil
        answer.page?.headers["last-modified"] = nil
        return answer
    }
}

extension PageValidators {
    /// What a site gave with a page of a word; nil where it gave nothing to ask by.
    init?(_ page: Page) {
        guard (200...299).contains(page.status) else { return nil }
        self.init(url: page.url, etag: page.headers["etag"], lastModified: page.headers["last-modified"])
    }

    /// What a site gave with the answer that its page is the same still, which may be newer.
    init?(answering page: Page) {
        self.init(url: page.url, etag: page.headers["etag"], lastModified: page.headers["last-modified"])
    }

    /// The fields of a conditional request (RFC 9110, 13.1).
    fileprivate var condition: [String: String] {
        var fields: [String: String] = [:]
        fields["If-None-Match"] = etag
        fields["If-Modified-Since"] = lastModified
        return fields
    }
}

extension SourceSearch {
    /// Most links to follow: no word has more homographs.
    private static let mostLinks = 8

    /// The addresses that links for the word, to the letter, lead to; where there are none, those for its next form.
    fileprivate func links(on content: PageContent, to forms: [String]) -> [String] {
        guard let document = content.document, let base = WebAddress(content.page.finalURL) else { return [] }
        var addresses: [String: [String]] = [:]
        for link in document.select(links) {
            let name = normalForm(of: (wordInLink.map { link.first($0)?.text } ?? link.text) ?? "")
            guard forms.contains(name), let address = link["href"] else { continue }
            // What is no address of the web stays as it is, to be refused by name.
            let url = WebAddress(address, relativeTo: base)?.url ?? address
            if addresses[name]?.contains(url) != true { addresses[name, default: []].append(url) }
        }
        let own = forms.lazy.compactMap { addresses[$0] }.first ?? []
        return Array(own.prefix(Self.mostLinks))
    }
}

extension Source {
    /// Whether an address that a page gave is of this site.
    fileprivate func mayReach(_ address: WebAddress) -> Bool {
        address.host == self.address.host || redirectHosts.contains(address.host)
    }
}

extension FetchFailure {
    /// What a caller should make of it. What does not pass by itself is an operator's matter: a wall in the way, a site
    /// that has moved or changed its pages, or manners and limits of our own.
    fileprivate var outcome: Outcome {
        switch code {
        case .forbiddenByRobots, .redirectRefused, .tooManyRedirects, .privateAddress, .certificate: .blocked
        case .tooLarge: .markupChanged
        case .unreachable, .proxyRefused, .timedOut, .malformed, .circuitOpen, .deadlinePassed, .cancelled,
            .notRecorded:
            .unavailable
        }
    }
}
