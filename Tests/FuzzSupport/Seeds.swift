import Foundation

/// A page that was recorded or composed for a source, with which damage begins.
public struct SeedPage: Sendable {
    /// The language's code.
    public let language: String
    /// The source's id.
    public let source: String
    public let word: String
    public let body: [UInt8]

    public init(language: String, source: String, word: String, body: [UInt8]) {
        (self.language, self.source, self.word, self.body) = (language, source, word, body)
    }

    /// Every page of a folder of fixtures, LANGUAGE/SOURCE/WORD, sorted by its path.
    public static func all(of fixtures: String) throws -> [SeedPage] {
        let files = FileManager.default.enumerator(atPath: fixtures)?.compactMap { $0 as? String } ?? []
        return try files.sorted().compactMap { path in
            let parts = path.split(separator: "/").map(String.init)
            guard parts.count >= 4, let name = parts.last, name.hasPrefix("page"),
                name.hasSuffix(".html") || name.hasSuffix(".json")
            else { return nil }
            let body = try Data(contentsOf: URL(fileURLWithPath: "\(fixtures)/\(path)"))
            return SeedPage(language: parts[0], source: parts[1], word: parts[2], body: Array(body))
        }
    }
}
