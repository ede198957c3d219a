import Foundation
import Lexicon
import Logging
import Providers
import Synchronization
import TestSupport
import Testing
import Web

private func lookUp(_ word: String, in catalogue: Catalogue, sources: [String]? = nil) async -> LookupReply {
    await catalogue.lookup(LookupQuery(word: word, language: "tl", sources: sources))
}

@Suite struct SourcesInOrder {
    @Test func `the first source that has the word ends the lookup, and is named with its credit`() async throws {
        let fetcher = ScriptedFetcher(pages: ["https://first.example/cloud": Manifests.page("Cloud")])
        let reply = await lookUp("Cloud", in: try Manifests.plain(over: fetcher))
        #expect(reply.outcome == .found)
        #expect(reply.entries.map(\.headword) == ["Cloud"])
        #expect(
            reply.source
                == SourceCredit(
                    id: "first", name: "First", url: "https://first.example/cloud", license: "CC0",
                    attribution: "Everybody"))
        #expect(fetcher.urls == ["https://first.example/cloud"])
    }

    @Test func `what the first source lacks is asked of the second`() async throws {
        let fetcher = ScriptedFetcher(pages: ["https://second.example/Cloud": Manifests.page("cloud")])
        let reply = await lookUp("Cloud", in: try Manifests.plain(over: fetcher))
        #expect(reply.outcome == .found)
        #expect(reply.source?.id == "second")
    }

    @Test func `only the chosen sources are asked`() async throws {
        let fetcher = ScriptedFetcher(pages: [:])
        let reply = await lookUp("cloud", in: try Manifests.plain(over: fetcher), sources: ["second"])
        #expect(reply.outcome == .notFound)
        #expect(fetcher.urls == ["https://second.example/cloud"])
    }

    @Test(arguments: [["third"], []]) func `sources that the language lacks are refused`(sources: [String]) async throws
    {
        let fetcher = ScriptedFetcher(pages: [:])
        let reply = await lookUp("cloud", in: try Manifests.plain(over: fetcher), sources: sources)
        #expect(reply.outcome == .rejected)
        #expect(reply.error?.contains("first, second") == true)
        #expect(fetcher.urls.isEmpty)
    }

    @Test func `the strongest of several outcomes stands for all`() async throws {
        let fetcher = ScriptedFetcher { request throws(FetchFailure) in
            guard request.source == "tl/second" else { return Page(url: request.url, status: 404, body: []) }
            throw FetchFailure(.timedOut, "Too slow.")
        }
        let reply = await lookUp("cloud", in: try Manifests.plain(over: fetcher))
        #expect(reply.outcome == .unavailable)
        #expect(reply.source?.id == "second")
        #expect(reply.error?.contains("Too slow.") == true)
    }

    @Test(arguments: ["24", "…"])
    func `a word of which no address can be made is not found, and not asked for again`(word: String) async throws {
        let manifest = Manifests.plain.replacing("word: [lower-case]", with: "word: [non-letters-to -]")
        let fetcher = ScriptedFetcher(pages: [:])
        let reply = await lookUp(word, in: try Manifests(["tl": manifest]).catalogue(over: fetcher), sources: ["first"])
        #expect(reply.outcome == .notFound)
        #expect(fetcher.urls.isEmpty)
    }

    @Test(arguments: [
        ("other-cases", "cloud", ["cloud", "Cloud"]), ("swap-first-letter-case", "cloud", ["cloud", "Cloud"]),
        ("other-cases", "CLOUD", ["CLOUD", "cloud", "Cloud"]), ("without-capitals", "cloud", ["cloud"]),
        ("without-capitals", "CLOUD", ["CLOUD", "cloud", "Cloud"]), ("ligatures", "coeur", ["coeur", "c%C5%93ur"]),
        ("other-cases, ligatures", "OEUF", ["OEUF", "oeuf", "Oeuf", "%C5%92UF", "%C5%93uf", "%C5%92uf"]),
        ("eszett", "strasse", ["strasse", "stra%C3%9Fe"]),
        ("traditional-to-simplified", "雲", ["%E9%9B%B2", "%E4%BA%91"]),
        ("typographic-apostrophes", "l'eau", ["l%27eau", "l%E2%80%99eau"]),
        ("[lower-case, strip-accents]", "É", ["%C3%89", "e"]),
    ])
    func `a site is asked for the variants of a word that it lacks`(
        variants: String, word: String, paths: [String]
    ) async throws {
        let manifest = Manifests.plain.replacing("word: [lower-case]", with: "variants: [\(variants)]")
        let fetcher = ScriptedFetcher(pages: [:])
        let catalogue = try Manifests(["tl": manifest]).catalogue(over: fetcher)
        #expect(await lookUp(word, in: catalogue, sources: ["first"]).outcome == .notFound)
        #expect(fetcher.urls == paths.map { "https://first.example/\($0)" })
    }

    @Test func `forms that have one address are asked for once`() async throws {
        let manifest = Manifests.plain.replacing(
            "word: [lower-case]", with: "word: [lower-case]\n    variants: other-cases")
        let fetcher = ScriptedFetcher(pages: [:])
        let catalogue = try Manifests(["tl": manifest]).catalogue(over: fetcher)
        #expect(await lookUp("CLOUD", in: catalogue, sources: ["first"]).outcome == .notFound)
        #expect(fetcher.urls == ["https://first.example/cloud"])
    }

    @Test func `the language decides what capitals are`() async throws {
        let manifest = Manifests.plain.replacing("language: tl", with: "language: tr")
        let fetcher = ScriptedFetcher(pages: [:])
        let catalogue = try Manifests(["tr": manifest]).catalogue(over: fetcher)
        _ = await catalogue.lookup(LookupQuery(word: "ISTANBUL", language: "tr", sources: ["first"]))
        #expect(fetcher.urls == ["https://first.example/%C4%B1stanbul"])
    }
}

@Suite struct UnreadLookups {
    private func unread(_ word: String, pages: [String: String]) async throws -> [UnreadLookup] {
        let told = Mutex<[UnreadLookup]>([])
        let catalogue = try Catalogue(
            directory: Manifests(["tl": Manifests.plain]).path, fetcher: ScriptedFetcher(pages: pages),
            unread: { lookup in told.withLock { $0.append(lookup) } },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        for _ in 0..<2 { _ = await lookUp(word, in: catalogue) }
        return told.withLock { $0 }
    }

    @Test func `a source that could not be read is told with its pages, also where another has the word`() async throws
    {
        let pages = [
            "https://first.example/cloud": "<section>Cloud</section>",
            "https://second.example/Cloud": Manifests.page("Cloud"),
        ]
        let told = try await unread("Cloud", pages: pages)
        #expect(told.map(\.source) == ["first"])
        #expect(told.first?.language == "tl")
        #expect(told.first?.word == "Cloud")
        #expect(told.first?.pages.map(\.url) == ["https://first.example/cloud"])
        #expect(told.first?.explanation.hasPrefix("First: ") == true)
    }

    @Test func `what is found, or is not there, is not told`() async throws {
        let pages = ["https://first.example/cloud": Manifests.page("Cloud")]
        #expect(try await unread("Cloud", pages: pages).isEmpty)
        #expect(try await unread("Rain", pages: pages).isEmpty)
    }
}

@Suite struct JudgingPages {
    private func judge(
        _ body: String, status: Int = 200, headers: [String: String] = [:], source: String = "first"
    ) throws -> LookupReply {
        try Manifests.plain(over: ScriptedFetcher(pages: [:])).judge(
            body: Array(body.utf8), status: status, headers: headers, word: "cloud", language: "tl", source: source)
    }

    @Test(arguments: [
        (404, Outcome.notFound), (410, .notFound), (401, .blocked), (403, .blocked), (451, .blocked),
        (408, .unavailable), (429, .unavailable), (500, .unavailable), (503, .unavailable), (302, .markupChanged),
    ])
    func `the status tells the outcome where nothing else does`(status: Int, outcome: Outcome) throws {
        #expect(try judge("<p>Hello.</p>", status: status).outcome == outcome)
    }

    @Test(arguments: [200, 403, 404, 503])
    func `a bot wall is blocked and never not found`(status: Int) throws {
        let challenge = ["cf-mitigated": "challenge"]
        #expect(try judge("", status: status, headers: challenge).outcome == .blocked)
        #expect(try judge("<title>Just a moment...</title>", status: status).outcome == .blocked)
    }

    @Test func `a source's own marks go before the page's text`() throws {
        let page = Manifests.page("cloud")
        #expect(try judge(page + "<p class=none>", source: "second").outcome == .notFound)
        #expect(try judge(page + "go away", source: "second").outcome == .blocked)
        #expect(try judge(page, source: "second").outcome == .found)
    }

    @Test func `a page of another word is not found where headwords are compared`() throws {
        #expect(try judge(Manifests.page("cloudy"), source: "second").outcome == .notFound)
        #expect(try judge(Manifests.page("Clóud"), source: "second").outcome == .found)
        #expect(try judge(Manifests.page("cloud, y"), source: "second").outcome == .found)
    }

    @Test func `a page that nothing can be read off has changed its mark-up, and says what was missed`() throws {
        let reply = try judge("<main><h1>cloud</h1></main>")
        #expect(reply.outcome == .markupChanged)
        #expect(reply.error?.contains("article") == true)
    }

    @Test(arguments: ["", " \n\t"]) func `an empty page is no answer`(body: String) throws {
        #expect(try judge(body).outcome == .unavailable)
    }

    @Test(arguments: ["%PDF-1.7 \u{0}\u{1}", "<form>Sign in</form>", "<article><h1>cloud", "\u{FFFD}\u{0}<<<>>>"])
    func `whatever comes ends in an outcome and never in a definition`(body: String) throws {
        #expect(try judge(body).outcome == .markupChanged)
    }

    @Test func `five mebibytes of noise are no definition`() throws {
        var state: UInt64 = 1
        let piece = (0..<(1 << 14)).map { _ in
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return UInt8(truncatingIfNeeded: state >> 33)
        }
        let noise = Array(repeatElement(piece, count: 320).joined())
        let catalogue = try Manifests.plain(over: ScriptedFetcher(pages: [:]))
        let reply = try catalogue.judge(body: noise, word: "cloud", language: "tl", source: "first")
        #expect(reply.outcome == .markupChanged)
    }

    @Test func `a source that is not there is named with those that are`() throws {
        let catalogue = try Manifests.plain(over: ScriptedFetcher(pages: [:]))
        let error = #expect(throws: UnknownSource.self) {
            try catalogue.judge(body: [], word: "cloud", language: "tl", source: "third")
        }
        #expect(error?.known == ["first", "second"])
    }
}

@Suite struct Fetching {
    @Test func `a word goes to the site as the manifest says, with its headers and its pace`() async throws {
        let manifest = Manifests.plain.replacing(
            "word: [lower-case]",
            with: """
                word: [lower-case, strip-accents, non-letters-to -]
                    headers: {User-Agent: me}
                    redirect_hosts: [other.example]
                    pace: {requests_per_second: 0.5, concurrency: 3}
                """)
        let fetcher = ScriptedFetcher(pages: [:])
        _ = await lookUp(
            "Œuf à la/Coque?", in: try Manifests(["tl": manifest]).catalogue(over: fetcher), sources: ["first"])
        let request = try #require(fetcher.requests.first)
        #expect(request.url == "https://first.example/oeuf-a-la-coque")
        #expect(request.word == "Œuf à la/Coque?")
        #expect(request.source == "tl/first")
        #expect(request.headers == ["User-Agent": "me"])
        #expect(request.allowedHosts == ["other.example"])
        #expect(request.pace == Pace(requestsPerSecond: 0.5, concurrency: 3))
    }

    @Test(arguments: [("wind", "Wind"), ("WIND", "Wind"), ("Viento", "viento")])
    func `of recorded pages, that of another form is found too`(word: String, recorded: String) async throws {
        let page = "https://first.example/\(recorded)"
        let fetcher = ScriptedFetcher { request throws(FetchFailure) in
            guard request.url == page else {
                throw FetchFailure(.notRecorded, "No page of \(request.url) is recorded.")
            }
            return Page(url: page, body: Array(Manifests.page(recorded).utf8))
        }
        let manifest = Manifests.plain.replacing("word: [lower-case]", with: "variants: [other-cases]")
        let catalogue = try Manifests(["tl": manifest]).catalogue(over: fetcher)
        let reply = await lookUp(word, in: catalogue, sources: ["first"])
        #expect(reply.outcome == .found)
        let missing = await lookUp("storm", in: catalogue, sources: ["first"])
        #expect(missing.outcome == .unavailable)
        #expect(missing.error?.contains("No page of https://first.example/storm is recorded.") == true)
    }

    @Test(arguments: [
        // What does not pass by itself is told to an operator.
        (FetchFailure.Code.forbiddenByRobots, Outcome.blocked), (.redirectRefused, .blocked),
        (.tooManyRedirects, .blocked), (.privateAddress, .blocked), (.certificate, .blocked),
        (.proxyRefused, .unavailable),
        (.tooLarge, .markupChanged), (.timedOut, .unavailable), (.malformed, .unavailable),
        (.circuitOpen, .unavailable),
    ])
    func `a page that could not be had ends in an outcome`(code: FetchFailure.Code, outcome: Outcome) async throws {
        let fetcher = ScriptedFetcher { _ throws(FetchFailure) in throw FetchFailure(code, "Because.") }
        let reply = await lookUp("cloud", in: try Manifests.plain(over: fetcher))
        #expect(reply.outcome == outcome)
        #expect(reply.error?.contains("Because.") == true)
    }
}

@Suite struct Searching {
    private static let manifest = Manifests.plain.replacing(
        "word: [lower-case]",
        with: "search: {url: 'https://first.example/search?q={word}', links: a.hit, word_in_link: b}")

    private func lookUp(_ pages: [String: String]) async throws -> (reply: LookupReply, urls: [String]) {
        let fetcher = ScriptedFetcher(pages: pages)
        let catalogue = try Manifests(["tl": Self.manifest]).catalogue(over: fetcher)
        return (await catalogue.lookup(LookupQuery(word: "bank", language: "tl", sources: ["first"])), fetcher.urls)
    }

    private static let results = """
        <a class=hit href="/bank_1"><b>bank</b> money</a><a class=hit href="bank_2"><b>bank</b> river</a>
        <a class=hit href="/Bank"><b>Bank</b></a><a class=hit href="https://elsewhere.example/x"><b>bank</b></a>
        """

    @Test func `a miss leads to the search, and every page that it names for the word is read`() async throws {
        let (reply, urls) = try await lookUp([
            "https://first.example/search?q=bank": Self.results,
            "https://first.example/bank_1": Manifests.page("bank", "Money."),
            "https://first.example/bank_2": Manifests.page("bank", "River."),
        ])
        #expect(reply.outcome == .found)
        #expect(reply.entries.map { $0.senses[0].definition } == ["Money.", "River."])
        #expect(reply.source?.url == "https://first.example/bank_1")
        #expect(
            urls == [
                "https://first.example/bank", "https://first.example/search?q=bank", "https://first.example/bank_1",
                "https://first.example/bank_2",
            ])
    }

    @Test func `a search that names no such word is a miss`() async throws {
        #expect(try await lookUp(["https://first.example/search?q=bank": "<p>Nothing.</p>"]).reply.outcome == .notFound)
        #expect(try await lookUp([:]).reply.outcome == .notFound)
    }

    @Test func `a search whose results are more than is read is changed mark-up, and no miss`() async throws {
        let long = "<a class=hit href=x><b>\(String(repeating: "x", count: 100_000))</b></a>"
        let reply = try await lookUp(["https://first.example/search?q=bank": long + Self.results]).reply
        #expect(reply.outcome == .markupChanged)
        #expect(reply.error?.contains("bytes in one text") == true)
    }

    @Test func `a page that was found is not searched for`() async throws {
        let (reply, urls) = try await lookUp(["https://first.example/bank": Manifests.page("bank")])
        #expect(reply.outcome == .found)
        #expect(urls.count == 1)
    }
}
