import Answers
import Foundation
import Lexicon
import Logging
import Providers
import Synchronization
import TestSupport
import Testing
import Web

/// A running catalogue notices a site whose answers lack what its manifest expects.
@Suite struct DriftingAnswers {
    private static let manifest = """
        language: tl
        name: Testish
        sources:
          - id: site
            name: Site
            url: https://site.example/{word}
            expect: {part_of_speech: 0.5, examples: 0.5, senses: 1}
            extract:
              selectors: {entry: article, part_of_speech: b, parts_of_speech: {n: noun}, sense: p, examples: q}
        """

    /// Looks a hundred words up, whose pages are `page`, and returns what is drifting and what was kept.
    private func drift(of page: String) async throws -> (drifting: [DriftingField], kept: [UnreadLookup]) {
        let kept = Mutex<[UnreadLookup]>([])
        let fetcher = ScriptedFetcher { request in Page(url: request.url, body: Array(page.utf8)) }
        let catalogue = try Catalogue(
            directory: Manifests(["tl": Self.manifest]).path, fetcher: fetcher, keeping: .nothing,
            unread: { lookup in kept.withLock { $0.append(lookup) } },
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        for number in 0..<100 {
            let reply = await catalogue.lookup(LookupQuery(word: "word\(number)", language: "tl", fresh: true))
            #expect(reply.outcome == .found)
        }
        return (catalogue.drifting, kept.withLock { $0 })
    }

    @Test func `a site that is as expected is not told`() async throws {
        let (drifting, kept) = try await drift(of: "<article><b>n</b><p>A thing.<q>One.</q></p></article>")
        #expect(drifting.isEmpty)
        #expect(kept.isEmpty)
    }

    @Test func `a lost field is told by name, and some pages without it are kept`() async throws {
        let (drifting, kept) = try await drift(of: "<article><b>n</b><p>A thing.<i>One.</i></p></article>")
        #expect(drifting.map(\.field) == ["examples"])
        #expect(drifting.first?.source == "tl/site")
        #expect(kept.count == 5)
        #expect(kept.allSatisfy { $0.missing == "examples" && $0.pages.count == 1 })
    }

    @Test func `kinds that the manifest does not know are a lost field, too`() async throws {
        let (drifting, _) = try await drift(of: "<article><b>N.</b><b>nown</b><p>A thing.<q>One.</q></p></article>")
        #expect(drifting.isEmpty)
        let (other, _) = try await drift(of: "<article><b>nown</b><p>A thing.<q>One.</q></p></article>")
        #expect(other.map(\.field) == ["part_of_speech"])
    }
}

/// What `check --learn` writes into a manifest.
@Suite struct LearningFloors {
    private static let text = """
        language: tl
        sources:
          - id: a
            name: A
            # A comment.
            extract: {selectors: {entry: p, sense: q}}
          - use: part
            expect:
              examples: 0.5

            # Another.
            license: CC0

        """

    @Test func `a line is written in front of the extractor, and what is around stays`() throws {
        let changed = try #require(ManifestText(Self.text).setting("expect: {senses: 1}", ofSourceAt: 0))
        #expect(changed == Self.text.replacing("    extract:", with: "    expect: {senses: 1}\n    extract:"))
    }

    @Test func `a line that is there is written anew`() throws {
        let changed = try #require(ManifestText(Self.text).setting("expect: {senses: 1}", ofSourceAt: 1))
        #expect(changed == Self.text.replacing("expect:\n      examples: 0.5", with: "expect: {senses: 1}"))
        #expect(ManifestText(Self.text).setting("expect: {senses: 1}", ofSourceAt: 2) == nil)
    }

    @Test func `floors are less than what is known, and rare fields have one too`() {
        let good = Entry(
            headword: "a", partOfSpeech: .noun, pronunciations: [Pronunciation(text: "x")],
            senses: [Sense(definition: "x", examples: ["y"]), Sense(definition: "z")])
        let other = Entry(headword: "b", partOfSpeech: .verb, senses: [Sense(definition: "x", antonyms: ["y"])])
        let floors = FieldFloors(learntFrom: [[good], [good], [good], [other]])
        #expect(floors.shares == [.partOfSpeech: 0.6, .pronunciations: 0.37, .examples: 0.37, .antonyms: 0.06])
        #expect(
            floors.yaml
                == "expect: {part_of_speech: 0.6, pronunciations: 0.37, examples: 0.37, antonyms: 0.06, senses: 1.05}")
        #expect(FieldFloors(learntFrom: []).isEmpty)
    }
}
