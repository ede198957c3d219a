import Foundation
import Providers

/// The folder of a quarantine: a lookup has the place and the files of a fixture, and `unread.json` in place of
/// `expected.json`.
public struct QuarantineFolder: Sendable {
    /// A lookup that is kept.
    public struct Kept: Sendable, Hashable {
        /// Whole but for what is expected of it.
        public var fixture: Fixture
        /// When the first of its pages came.
        public var fetchedAt: Date
        /// What could not be read on them.
        public var explanation: String
    }

    let store: FixtureStore

    /// - Throws: Where there is no such folder.
    public init(directory: String) throws(FixtureFault) {
        store = try FixtureStore(directory: directory)
    }

    init(creating directory: String) throws(FixtureFault) {
        store = try FixtureStore(creating: directory)
    }

    /// All that is kept, by language, source and word; of those alone that are named.
    public func lookups(
        language: String? = nil, source: String? = nil, word: String? = nil
    ) throws(FixtureFault) -> [Kept] {
        var kept: [Kept] = []
        for fixture in try store.fixtures(language: language, source: source, word: word) {
            let note = try JSONDecoder().reading(Note.self, at: "\(fixture.folder)/\(Note.file)")
            guard let first = try fixture.exchanges().first else {
                throw FixtureFault(path: fixture.folder, message: "has no page: remove the folder")
            }
            kept.append(
                Kept(fixture: fixture, fetchedAt: first.exchange.recordedAt, explanation: note.explanation))
        }
        return kept
    }

    /// What is kept of a lookup beside its pages.
    struct Note: Codable {
        var explanation: String
        /// What could not be read where the rest was.
        var missing: String?

        static let file = "unread.json"
    }

    private static let incoming = ".incoming-"

    /// Keeps a lookup under its name, all of it or nothing; false where it is kept already.
    func add(_ lookup: UnreadLookup) throws(FixtureFault) -> Bool {
        let place = place(of: lookup)
        guard !place.isThere else { return false }
        var incoming = place
        incoming.folder = "\(store.directory)/\(Self.incoming)\(UUID().uuidString)"
        // Not deep: a folder that vanished, such as a disk that is not mounted now, is not to be made on another disk.
        try FixtureFile.makeFolder(incoming.folder, isDeep: false)
        do throws(FixtureFault) {
            try incoming.write(lookup.pages)
            let note =
                (try? JSONEncoder().encode(Note(explanation: lookup.explanation, missing: lookup.missing))) ?? Data()
            try FixtureFile.write(note + Data("\n".utf8), to: "\(incoming.folder)/\(Note.file)")
            try FixtureFile.makeFolder((place.folder as NSString).deletingLastPathComponent)
            return try FixtureFile.rename(incoming.folder, to: place.folder)
        } catch {
            try? FixtureFile.remove(incoming.folder)
            throw error
        }
    }

    func place(of lookup: UnreadLookup) -> Fixture {
        store.fixture(lookup.word, language: lookup.language, source: lookup.source)
    }

    /// Makes sure that lookups can be kept.
    func probe() throws(FixtureFault) {
        let probe = "\(store.directory)/\(Self.incoming)\(UUID().uuidString)"
        do throws(FixtureFault) {
            try FixtureFile.makeFolder(probe, isDeep: false)
            try FixtureFile.remove(probe)
        } catch {
            throw FixtureFault(path: store.directory, message: "nothing can be kept in it: a folder \(error.message)")
        }
    }

    /// What is in the folder, with the sizes on disk. What a killed process left half-written is removed.
    func contents(capacity: Int) throws(FixtureFault) -> QuarantineContents {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: store.directory)) ?? []
        where name.hasPrefix(Self.incoming) && age(of: "\(store.directory)/\(name)") > 3_600 {
            try? FixtureFile.remove("\(store.directory)/\(name)")
        }
        let items = try store.fixtures().map { fixture in
            QuarantineContents.Item(
                source: "\(fixture.language)/\(fixture.source)", folder: fixture.folder, bytes: size(of: fixture),
                keptAt: Date(timeIntervalSinceNow: -age(of: fixture.folder)))
        }
        return QuarantineContents(capacity: capacity, items: items)
    }

    // Another worker may take a folder away in the middle of this: it counts nothing then.

    private func size(of fixture: Fixture) -> Int {
        ((try? FixtureFile.list(fixture.folder)) ?? []).reduce(0) { size, name in
            let attributes = try? FileManager.default.attributesOfItem(atPath: "\(fixture.folder)/\(name)")
            return size + QuarantineContents.bytesOnDisk((attributes?[.size] as? NSNumber)?.intValue ?? 0)
        }
    }

    private func age(of path: String) -> TimeInterval {
        let attributes = try? FileManager.default.attributesOfItem(atPath: path)
        return -((attributes?[.modificationDate] as? Date) ?? Date()).timeIntervalSinceNow
    }
}

extension JSONDecoder {
    fileprivate func reading<Value: Decodable>(_ type: Value.Type, at path: String) throws(FixtureFault) -> Value {
        let data = try FixtureFile.read(path)
        guard let value = try? decode(type, from: data) else {
            throw FixtureFault(path: path, message: "expected JSON with explanation")
        }
        return value
    }
}
