import Foundation

/// A folder of fixtures, `language/source/word`.
public struct FixtureStore: Sendable {
    /// As it was given.
    public let directory: String

    /// - Throws: Where there is no such folder.
    public init(directory: String) throws(FixtureFault) {
        _ = try FixtureFile.list(directory)
        self.directory = directory
    }

    /// A store in a folder that is made where it is missing.
    public init(creating directory: String) throws(FixtureFault) {
        try FixtureFile.makeFolder(directory)
        self.directory = directory
    }

    /// All fixtures, by name; of one language, one source or one word where those are given.
    public func fixtures(
        language: String? = nil, source: String? = nil, word: String? = nil
    ) throws(FixtureFault) -> [Fixture] {
        var fixtures: [Fixture] = []
        for code in try FixtureFile.folders(in: directory) where language == nil || code == language {
            for id in try FixtureFile.folders(in: "\(directory)/\(code)") where source == nil || id == source {
                for name in try FixtureFile.folders(in: "\(directory)/\(code)/\(id)") {
                    let fixture = Fixture(
                        language: code, source: id, word: Self.word(of: name),
                        folder: "\(directory)/\(code)/\(id)/\(name)")
                    if word == nil || fixture.word == word { fixtures.append(fixture) }
                }
            }
        }
        return fixtures
    }

    /// The place of a fixture, whether it is there or not.
    func fixture(_ word: String, language: String, source: String) -> Fixture {
        Fixture(
            language: language, source: source, word: word,
            folder: "\(directory)/\(language)/\(source)/\(Self.folderName(of: word))")
    }

    /// A word as the name of a folder: what a path would read as its own is percent-encoded.
    private static func folderName(of word: String) -> String {
        let name =
            word.addingPercentEncoding(withAllowedCharacters: CharacterSet(charactersIn: "/%\u{0}").inverted) ?? word
        return name.hasPrefix(".") ? "%2E" + name.dropFirst() : name
    }

    private static func word(of folder: String) -> String {
        (folder.removingPercentEncoding ?? folder).precomposedStringWithCanonicalMapping
    }
}
