import Foundation
import Lexicon
import Web

/// A lookup that can be replayed: what a source answered for a word, and what should be read off it.
///
/// Its folder holds `page.html` (or `.json`) and `response.json`; where the lookup asked more than once, `page-2.html`
/// and `response-2.json` and so on; and `expected.json`.
public struct Fixture: Sendable, Hashable {
    /// A code, which is the name of its folder.
    public var language: String
    /// The source's id.
    public var source: String
    /// As it was looked up, not as the folder is called.
    public var word: String
    /// The path of its folder.
    public var folder: String

    /// "language/source/word", by which people name it.
    public var name: String { "\(language)/\(source)/\(word)" }

    /// A recorded exchange, with the path of its page.
    struct Recorded: Sendable {
        var exchange: Exchange
        var pagePath: String

        func page() throws(FixtureFault) -> Page {
            exchange.page(body: Array(try FixtureFile.read(pagePath)))
        }
    }

    /// All exchanges, in the order of the lookup.
    func exchanges() throws(FixtureFault) -> [Recorded] {
        let files = try FixtureFile.list(folder)
        let responses = files.filter { $0.hasPrefix("response") && $0.hasSuffix(".json") }
        guard responses.contains("response.json") else {
            throw FixtureFault(path: "\(folder)/response.json", message: "is missing: it says which address was asked")
        }
        var recorded: [Recorded] = []
        // By number: as text, "-2" stands before nothing, and "-10" before "-2".
        for name in responses.sorted(by: { ($0.count, $0) < ($1.count, $1) }) {
            let number = name.dropFirst("response".count).dropLast(".json".count)
            guard let page = files.first(where: { $0.hasPrefix("page\(number).") }) else {
                throw FixtureFault(path: "\(folder)/\(name)", message: "has no page\(number).html or .json beside it")
            }
            let path = "\(folder)/\(name)"
            let data = try FixtureFile.read(path)
            guard let exchange = try? Exchange(decoding: data) else {
                throw FixtureFault(
                    path: path,
                    message: "expected JSON with origin, url, final_url, status, headers and recorded_at")
            }
            recorded.append(Recorded(exchange: exchange, pagePath: "\(folder)/\(page)"))
        }
        return recorded
    }

    /// What should be read off its pages.
    public func expectation() throws(FixtureFault) -> ReplyContent {
        let path = "\(folder)/\(Self.expectationFile)"
        guard FileManager.default.fileExists(atPath: path) else {
            throw FixtureFault(
                path: path, message: "is missing: dico fixtures verify --update writes one, to be read against the page"
            )
        }
        let data = try FixtureFile.read(path)
        do {
            return try ReplyContent(decoding: Array(data))
        } catch {
            throw FixtureFault(path: path, message: "expected JSON with outcome and entries, as in a full reply")
        }
    }

    var isThere: Bool { FileManager.default.fileExists(atPath: folder) }

    /// Writes a recorded lookup, over whatever is in the folder.
    ///
    /// - Parameter reading: What is expected of the pages.
    func write(_ pages: [Page], reading: ReplyContent) throws(FixtureFault) {
        // Of a lookup that asked more often, nothing may stay behind.
        if isThere {
            for name in try FixtureFile.list(folder) { try FixtureFile.remove("\(folder)/\(name)") }
        }
        try FixtureFile.makeFolder(folder)
        try write(pages)
        try write(reading)
    }

    /// Writes the exchanges of a lookup into the folder, which is there.
    func write(_ pages: [Page]) throws(FixtureFault) {
        for (index, page) in pages.enumerated() {
            let number = index == 0 ? "" : "-\(index + 1)"
            let ending = page.headers["content-type"]?.contains("json") == true ? "json" : "html"
            try FixtureFile.write(Data(Secrets.removed(from: page.body)), to: "\(folder)/page\(number).\(ending)")
            var exchange = Exchange(recording: page)
            if FolderName.word(of: FolderName.name(of: word)) == nil { exchange.word = word }
            guard let response = try? exchange.encoded() else { continue }
            try FixtureFile.write(response, to: "\(folder)/response\(number).json")
        }
    }

    func write(_ expectation: ReplyContent) throws(FixtureFault) {
        try FixtureFile.write(Data(expectation.encoded()), to: "\(folder)/\(Self.expectationFile)")
    }

    static let expectationFile = "expected.json"
}

/// Something in a folder of fixtures that cannot be used.
public struct FixtureFault: Error, Sendable, Hashable, CustomStringConvertible {
    /// Of the file or folder that is wrong.
    public var path: String
    /// What is wrong and what was expected.
    public var message: String

    /// A fault of the store, which names where it lies.
    public init(path: String, message: String) {
        self.path = path
        self.message = message
    }

    /// The path, and what is wrong there.
    public var description: String { "\(path): \(message)" }
}
