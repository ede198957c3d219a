import Foundation
import Lexicon

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
        let word = word.map(normalForm)
        var fixtures: [Fixture] = []
        for code in try FixtureFile.folders(in: directory) where language == nil || code == language {
            for id in try FixtureFile.folders(in: "\(directory)/\(code)") where source == nil || id == source {
                for name in try FixtureFile.folders(in: "\(directory)/\(code)/\(id)") {
                    let folder = "\(directory)/\(code)/\(id)/\(name)"
                    let fixture = Fixture(
                        language: code, source: id, word: Self.word(of: name, in: folder), folder: folder)
                    if word == nil || fixture.word == word { fixtures.append(fixture) }
                }
            }
        }
        return fixtures
    }

    /// The place of a fixture, whether it is there or not. One that an older version named otherwise is moved there.
    func fixture(_ word: String, language: String, source: String) -> Fixture {
        let around = "\(directory)/\(language)/\(source)"
        let name = FolderName.name(of: word)
        let fixture = Fixture(language: language, source: source, word: word, folder: "\(around)/\(name)")
        guard !fixture.isThere, let names = try? FixtureFile.folders(in: around) else { return fixture }
        let term = normalForm(of: word)
        if let old = names.first(where: { Self.word(of: $0, in: "\(around)/\($0)") == term }) {
            _ = try? FixtureFile.rename("\(around)/\(old)", to: fixture.folder)
        }
        return fixture
    }

    /// The word of a folder, which its files tell where the name was too long.
    private static func word(of name: String, in folder: String) -> String {
        FolderName.word(of: name) ?? normalForm(of: Exchange.word(in: folder) ?? name)
    }
}
