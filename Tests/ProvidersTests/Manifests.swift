import Answers
import Extraction
import Foundation
import Lexicon
import Logging
import Providers
import TestSupport
import Web

/// A folder of manifests that a test wrote.
struct Manifests {
    let path: String

    init(path: String) {
        self.path = path
    }

    /// - Parameters:
    ///   - manifests: The text of each folder's `provider.yaml`.
    ///   - parts: The text of each shared part; those of this repository where nothing is given.
    init(_ manifests: [String: String], parts: [String: String]? = nil) throws {
        let folder = try temporaryDirectory()
        let shared = folder.appending(path: "_shared")
        if let parts {
            try FileManager.default.createDirectory(at: shared, withIntermediateDirectories: true)
            for (name, text) in parts { try Data(text.utf8).write(to: shared.appending(path: "\(name).yaml")) }
        } else {
            try FileManager.default.createSymbolicLink(
                at: shared, withDestinationURL: URL(fileURLWithPath: "\(Repository.providers)/_shared"))
        }
        for (name, text) in manifests {
            try FileManager.default.createDirectory(
                at: folder.appending(path: name), withIntermediateDirectories: true)
            try Data(text.utf8).write(to: folder.appending(path: "\(name)/provider.yaml"))
        }
        path = folder.path
    }

    func catalogue(
        over fetcher: any PageFetcher, keeping: AnswerKeeping = AnswerKeeping()
    ) throws(ManifestFaults) -> Catalogue {
        try Catalogue(
            directory: path, fetcher: fetcher, keeping: keeping,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    }

    /// The catalogue of this repository's manifests, for reading pages alone. Loaded once: hundreds of pages are read.
    static let repository = Result {
        try Manifests(path: Repository.providers).catalogue(over: ScriptedFetcher(pages: [:]))
    }

    /// Two sources of a made-up language, each with a page of one paragraph for an entry.
    static let plain = """
        language: tl
        name: Testish
        aliases: [tst, Test]
        sources:
          - id: first
            name: First
            url: https://first.example/{word}
            word: [lower-case]
            license: CC0
            attribution: Everybody
            extract: {selectors: {entry: article, headword: h1, sense: p}}
          - id: second
            name: Second
            url: https://second.example/{word}
            accept_headword: same-letters
            not_found: [{selector: .none}]
            blocked: [{text: go away}]
            extract: {selectors: {entry: article, headword: h1, sense: p}}
        """

    static func page(_ headword: String, _ definition: String = "A thing.") -> String {
        "<article><h1>\(headword)</h1><p>\(definition)</p></article>"
    }

    /// The catalogue of `plain`.
    static func plain(
        over fetcher: any PageFetcher, keeping: AnswerKeeping = AnswerKeeping()
    ) throws -> Catalogue {
        try Manifests(["tl": plain]).catalogue(over: fetcher, keeping: keeping)
    }
}
