import Foundation
import Lexicon
import Web

/// A lookup that can be replayed: what a source answered for a word, and what should be read off it.
///
/// Its folder holds `page.html` (or `.json`) and `response.json`; where the lookup asked more than once, `page-2.html`
/// and `response-2.json` and so on; and `expected.json`.
public struct Fixture: Sendable, Hashable {
    public var language: String
    /// The source's id.
    public var source: String
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
        var recorded: [Recorded] = []
        for name in files.sorted() where name.hasPrefix("response") && name.hasSuffix(".json") {
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
    public func expectation() throws(FixtureFault) -> Reading {
        let path = "\(folder)/\(Self.expectationFile)"
        let data = try FixtureFile.read(path)
        do {
            return try Reading(decoding: Array(data))
        } catch {
            throw FixtureFault(path: path, message: "expected JSON with outcome and entries, as in a full reply")
        }
    }

    func write(_ expectation: Reading) throws(FixtureFault) {
        try FixtureFile.write(Data(expectation.encoded()), to: "\(folder)/\(Self.expectationFile)")
    }

    static let expectationFile = "expected.json"
}

/// Something in a folder of fixtures that cannot be used.
public struct FixtureFault: Error, Sendable, Hashable, CustomStringConvertible {
    public var path: String
    /// What is wrong and what was expected.
    public var message: String

    public init(path: String, message: String) {
        self.path = path
        self.message = message
    }

    public var description: String { "\(path): \(message)" }
}
