import Foundation
import Lexicon
import Logging
import Providers
import Web

/// Pages of Wiktionary read to the end, on one thread, beside a parser that merely selects list items.
struct ExtractionRow {
    let place: Place

    private static let seconds = 5.0

    private struct SavedPage {
        let language: String
        let word: String
        let body: [UInt8]
    }

    func measure() async throws -> [Figure] {
        let pages = try saved()
        guard !pages.isEmpty else {
            return [
                Figure(
                    what: "pages read, per second", value: "-", reference: "\(place.pages) is absent", bar: "≥ 1.6")
            ]
        }
        let catalogue = try Catalogue(
            directory: "providers", fetcher: Nothing(), logger: Logger(label: "bench"))
        let theirs = try peers()
        let ours = try rate(of: catalogue, over: pages)
        let ratio = theirs.map { ours / $0 }
        return [
            Figure(
                what: "pages read, per second, one thread", value: String(format: "%.0f", ours),
                reference: theirs.map { String(format: "selectolax, parsing and selecting: %.0f", $0) }
                    ?? "parse_peers.py, or what it imports, is absent",
                ratio: ratio, bar: "≥ 1.6", isReached: ratio.map { $0 >= 1.6 })
        ]
    }

    private func rate(of catalogue: Catalogue, over pages: [SavedPage]) throws -> Double {
        let start = ContinuousClock.now
        var done = 0
        while (ContinuousClock.now - start).inSeconds < Self.seconds {
            for page in pages {
                let reply = try catalogue.judge(
                    body: page.body, word: page.word, language: page.language, source: "wiktionary")
                // Not every page has a section of its language.
                guard [.found, .notFound].contains(reply.outcome) else {
                    throw Trouble("\(page.word): \(reply.outcome)")
                }
                done += 1
            }
        }
        return Double(done) / (ContinuousClock.now - start).inSeconds
    }

    private func saved() throws -> [SavedPage] {
        let languages = (try? FileManager.default.contentsOfDirectory(atPath: place.pages)) ?? []
        return try languages.sorted().flatMap { language in
            let folder = "\(place.pages)/\(language)/wiktionary"
            let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
            return try files.sorted().filter { $0.hasSuffix(".html") }.map { file in
                SavedPage(
                    language: language,
                    // A page of an older day has its year behind the word.
                    word: String(file.prefix { $0 != "." }),
                    body: Array(try Data(contentsOf: URL(fileURLWithPath: "\(folder)/\(file)"))))
            }
        }
    }

    /// Pages per second of selectolax; nil where that cannot be run.
    private func peers() throws -> Double? {
        guard let script = place.reference("parse_peers.py"), FileManager.default.fileExists(atPath: place.python),
            let printed = try? Program.output(of: place.python, [script, place.pages, "\(Self.seconds)"])
        else { return nil }
        return printed.firstMatch(of: /selectolax \(lexbor\) +([0-9.]+)/).flatMap { Double($0.output.1) }
    }
}

/// Stands where nothing is fetched.
struct Nothing: PageFetcher {
    func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        throw FetchFailure(.unreachable, "Nothing is fetched here.")
    }
}
