import Foundation
import GRDB
import Synchronization

/// A file of answers: SQLite with a write-ahead log, so that processes of a machine share it, and that a process which
/// is killed in the middle of writing leaves it whole. All of it blocks.
final class AnswerFile: Sendable {
    /// What is changed, in one transaction with others.
    enum Change: Sendable {
        case keep(AnswerKey, [UInt8], fetchedAt: Date, isShared: Bool)
        case forget(AnswerKey)
        /// Answers that were asked for, by their numbers.
        case used([Int64])
        /// A site is about to be asked for a word, by this process: others wait for its answer.
        case claim(AnswerKey, owner: String, within: Duration)
        /// It was asked.
        case release(AnswerKey, owner: String)
        /// Where the reading of a topic goes on.
        case begin(at: Int64, of: SharedPlace)
        /// What was read of it: it goes on behind that, where it went on there or in the middle of it.
        case read(Range<Int64>, of: SharedPlace)

        /// Of the answer that it concerns.
        var key: AnswerKey? {
            switch self {
            case .keep(let key, _, _, _), .forget(let key), .claim(let key, _, _), .release(let key, _): key
            case .used, .begin, .read: nil
            }
        }

        var isClaim: Bool { if case .claim = self { true } else { false } }
    }

    struct Row {
        let id: Int64
        let usedAt: Int64
        let isShared: Bool
        let value: [UInt8]
    }

    /// Bytes of what waits to be merged into the file, of the whole.
    private static let logShare = 8
    /// Bytes of it at most. The more wait, the more of them meet in a page that is written once.
    private static let longestLog = 64 << 20
    private static let pageSize = 4_096

    let path: String
    private let pool: DatabasePool
    /// Bytes that the file may take, beside its log.
    private let capacity: Int
    /// Bytes of the log from which on it is to begin anew, and of one transaction.
    private let mostLogged: Int
    /// For merging alone: whoever writes need not wait for the disk then.
    private let merging: DatabaseQueue
    /// Bytes of changes, by estimate, that were written since the log was merged last.
    private let unmerged = Mutex(0)
    /// Bytes of them that are worth it.
    private let leastMerged: Int

    /// Opens the file, which comes into being where there is none.
    ///
    /// - Parameter capacity: Bytes that it may take with its log.
    init(path: String, capacity: Int) throws {
        self.path = path
        let log = min(capacity / Self.logShare, Self.longestLog)
        self.capacity = capacity - log
        let mostLogged = log / 2
        self.mostLogged = mostLogged
        leastMerged = log / 16
        var configuration = Configuration()
        configuration.label = "answers"
        configuration.busyMode = .timeout(5)
        configuration.maximumReaderCount = 2
        configuration.prepareDatabase { db in
            // A kill loses nothing of it, a power failure the last transactions.
            try db.execute(sql: "PRAGMA synchronous = NORMAL")
            try db.execute(sql: "PRAGMA cache_size = -4096")
            try db.execute(sql: "PRAGMA journal_size_limit = \(mostLogged)")
            try db.execute(sql: "PRAGMA wal_autocheckpoint = 0")
        }
        if !FileManager.default.fileExists(atPath: path) {
            // Before there is any page: later nothing is changed by it.
            let queue = try DatabaseQueue(path: path, configuration: configuration)
            try queue.inDatabase { try $0.execute(sql: "PRAGMA auto_vacuum = INCREMENTAL; VACUUM") }
            try queue.close()
        }
        pool = try DatabasePool(path: path, configuration: configuration)
        configuration.busyMode = .immediateError
        merging = try DatabaseQueue(path: path, configuration: configuration)
        let migrator = AnswerSchema.migrator
        if try pool.read(migrator.hasBeenSuperseded) { throw AnswerFileFault.newer }
        do {
            try migrator.migrate(pool)
        } catch {
            // Another process may have made the same tables meanwhile.
            guard try pool.read(migrator.hasCompletedMigrations) else { throw error }
        }
    }

    func close() {
        try? pool.close()
        try? merging.close()
    }

    // MARK: Reading

    func rows(for keys: [AnswerKey]) throws -> [AnswerKey: Row] {
        try pool.read { db in
            let statement = try db.cachedStatement(
                sql: """
                    SELECT id, used_at, is_shared, value FROM answers WHERE language = ? AND source = ? AND word = ?
                    """)
            var rows: [AnswerKey: Row] = [:]
            for key in keys where rows[key] == nil {
                let row = try GRDB.Row.fetchOne(statement, arguments: [key.language, key.source, key.word])
                if let row { rows[key] = Row(row) }
            }
            return rows
        }
    }

    func offsets(of topic: SharedTopic) throws -> [Int32: Int64] {
        try pool.read { db in
            let rows = try GRDB.Row.fetchAll(
                db, sql: "SELECT partition, next FROM offsets WHERE cluster = ? AND topic = ?",
                arguments: [topic.cluster, topic.name])
            return Dictionary(rows.map { ($0[0], $0[1]) }) { $1 }
        }
    }

    func extent() throws -> AnswerExtent {
        try pool.read { db in
            AnswerExtent(
                answers: try Int.fetchOne(db, sql: "SELECT count(*) FROM answers") ?? 0,
                bytes: try Self.usedBytes(db))
        }
    }

    /// Calls `body` with the answers of `choice` in pieces, each in the order of its words.
    func forEach(_ choice: AnswerChoice, _ body: (AnswerKey, [UInt8]) throws -> Void) throws {
        var last: (language: String, source: String, word: String) = ("", "", "")
        while true {
            let rows = try pool.read { [last] db in
                try GRDB.Row.fetchAll(
                    db,
                    sql: """
                        SELECT language, source, word, value FROM answers
                        WHERE (language, source, word) > (?, ?, ?) AND \(choice.condition)
                        ORDER BY language, source, word LIMIT 500
                        """,
                    arguments: [last.language, last.source, last.word] + choice.arguments)
            }
            guard let end = rows.last else { return }
            for row in rows {
                let value: Data = row[3]
                try body(AnswerKey(language: row[0], source: row[1], word: row[2]), Array(value))
            }
            last = (end[0], end[1], end[2])
        }
    }

    // MARK: Writing

    /// Makes changes in their order: in one transaction, but where they would fill the log.
    ///
    /// - Returns: The claims that others hold already.
    @discardableResult
    func apply(_ changes: [Change]) throws -> Set<AnswerKey> {
        var rest = changes[...]
        var held: Set<AnswerKey> = []
        repeat {
            var bytes = 0
            let part = rest.prefix { change in
                defer { bytes += change.bytes }
                return bytes < mostLogged
            }
            try pool.write { db in
                // Now that nobody else writes: a claim that ends later than one made now would pass for a wrong one.
                let now = Date()
                if part.contains(where: \.isClaim) {
                    // Of processes that were killed.
                    try db.execute(sql: "DELETE FROM claims WHERE until < ?", arguments: [now.milliseconds])
                }
                for place in Self.inOrderOfKeys(part) {
                    let change = part[place]
                    let isDone = try Self.apply(change, to: db, now: now)
                    if case .claim(let key, _, _) = change, !isDone { held.insert(key) }
                }
                try Self.evict(db, to: capacity)
            }
            unmerged.withLock { $0 += bytes }
            boundLog()
            rest = rest.dropFirst(part.count)
        } while !rest.isEmpty
        return held
    }

    /// Whether much was written since the log was merged.
    var isMergeDue: Bool { unmerged.withLock { $0 > leastMerged } }

    /// Merges the log into the file, while others read and write. What goes wrong is tried again behind a later change: all is
    /// there, in the log.
    func mergeLog() {
        unmerged.withLock { $0 = 0 }
        _ = try? merging.inDatabase { try $0.checkpoint(.passive) }
    }

    /// Has the log begin anew, and be cut, with the next change, where it has become long. By itself it would once nothing
    /// waits in it, which is never so while one thread merges and another writes. Nobody is waited for, and others wait for
    /// the end of the log alone.
    private func boundLog() {
        let log = try? FileManager.default.attributesOfItem(atPath: path + "-wal")
        guard let bytes = log?[.size] as? NSNumber, bytes.intValue > mostLogged else { return }
        mergeLog()
        _ = try? merging.inDatabase { try $0.checkpoint(.restart) }
    }

    /// Changes of one key stay in their order, and those of others do not depend on them. Sorted, they come upon each page
    /// of the index once; in the order of a topic, nearly every one comes upon another page than that before it.
    private static func inOrderOfKeys(_ changes: ArraySlice<Change>) -> [Int] {
        changes.indices.sorted { left, right in
            switch (changes[left].key, changes[right].key) {
            case (let key?, let other?) where key != other:
                (key.language, key.source, key.word) < (other.language, other.source, other.word)
            case (nil, _?): true
            case (_?, nil): false
            default: left < right
            }
        }
    }

    /// Forgets the answers of `choice`, and tells which they were.
    func forget(_ choice: AnswerChoice) throws -> [AnswerKey] {
        try pool.write { db in
            try GRDB.Row.fetchAll(
                db, sql: "DELETE FROM answers WHERE \(choice.condition) RETURNING language, source, word",
                arguments: choice.arguments
            ).map { AnswerKey(language: $0[0], source: $0[1], word: $0[2]) }
        }
    }

    /// - Returns: Whether anything was changed.
    @discardableResult
    private static func apply(_ change: Change, to db: Database, now: Date) throws -> Bool {
        switch change {
        case .keep(let key, let value, let fetchedAt, let isShared):
            // The newest stays, whoever comes last: what others have shared may be older than what is here.
            try db.cachedStatement(
                sql: """
                    INSERT INTO answers (language, source, word, fetched_at, used_at, is_shared, value)
                    VALUES (?, ?, ?, ?, ?, ?, ?)
                    ON CONFLICT (language, source, word) DO UPDATE SET
                    fetched_at = excluded.fetched_at, used_at = excluded.used_at, is_shared = excluded.is_shared,
                    value = excluded.value WHERE excluded.fetched_at > answers.fetched_at
                    """
            ).execute(arguments: [
                key.language, key.source, key.word, fetchedAt.milliseconds, now.milliseconds, isShared, Data(value),
            ])
        case .forget(let key):
            try db.cachedStatement(sql: "DELETE FROM answers WHERE language = ? AND source = ? AND word = ?")
                .execute(arguments: [key.language, key.source, key.word])
        case .used(let ids):
            let statement = try db.cachedStatement(sql: "UPDATE answers SET used_at = ? WHERE id = ?")
            for id in ids { try statement.execute(arguments: [now.milliseconds, id]) }
        case .claim(let key, let owner, let span):
            // One that ends too far ahead was made by a clock that was set back since.
            try db.cachedStatement(
                sql: """
                    INSERT INTO claims (language, source, word, owner, until) VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET owner = excluded.owner, until = excluded.until
                    WHERE owner = excluded.owner OR until NOT BETWEEN ? AND excluded.until
                    """
            ).execute(arguments: [
                key.language, key.source, key.word, owner, now.milliseconds + Int64(span / .milliseconds(1)),
                now.milliseconds,
            ])
        case .release(let key, let owner):
            try db.cachedStatement(
                sql: "DELETE FROM claims WHERE language = ? AND source = ? AND word = ? AND owner = ?"
            ).execute(arguments: [key.language, key.source, key.word, owner])
        case .begin(let next, let place):
            try db.cachedStatement(
                sql: "INSERT OR REPLACE INTO offsets (cluster, topic, partition, next) VALUES (?, ?, ?, ?)"
            ).execute(arguments: [place.topic.cluster, place.topic.name, place.partition, next])
        case .read(let offsets, let place):
            try db.cachedStatement(
                sql: """
                    UPDATE offsets SET next = ? WHERE cluster = ? AND topic = ? AND partition = ?
                    AND next >= ? AND next < ?
                    """
            ).execute(arguments: [
                offsets.upperBound, place.topic.cluster, place.topic.name, place.partition, offsets.lowerBound,
                offsets.upperBound,
            ])
        }
        return db.changesCount > 0
    }

    /// Drops what was not asked for the longest until all fits with some room.
    private static func evict(_ db: Database, to capacity: Int) throws {
        var excess = try usedBytes(db) - capacity
        guard excess > 0 else { return }
        excess += capacity / 20
        var ids: [Int64] = []
        let rows = try GRDB.Row.fetchCursor(
            db, sql: "SELECT id, length(value) + 2 * length(word) + 120 FROM answers ORDER BY used_at")
        while excess > 0, let row = try rows.next() {
            ids.append(row[0])
            excess -= row[1]
        }
        let delete = try db.cachedStatement(sql: "DELETE FROM answers WHERE id = ?")
        for id in ids { try delete.execute(arguments: [id]) }
        // Pages that are free are used again; those beyond the bound are given back, as where it was lowered.
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        let surplus = pages - capacity / pageSize
        if surplus > 0 { try db.execute(sql: "PRAGMA incremental_vacuum(\(surplus))") }
    }

    private static func usedBytes(_ db: Database) throws -> Int {
        let pages = try Int.fetchOne(db, sql: "PRAGMA page_count") ?? 0
        let free = try Int.fetchOne(db, sql: "PRAGMA freelist_count") ?? 0
        return (pages - free) * pageSize
    }
}

extension AnswerFile.Change {
    /// What it takes in the log, by estimate.
    fileprivate var bytes: Int {
        if case .keep(_, let value, _, _) = self { value.count + 500 } else { 500 }
    }
}

extension AnswerFile.Row {
    fileprivate init(_ row: GRDB.Row) {
        let value: Data = row[3]
        self.init(id: row[0], usedAt: row[1], isShared: row[2], value: Array(value))
    }
}

/// Why a file of answers is not used, though SQLite has nothing against it.
enum AnswerFileFault: Error {
    /// A later version of dico has written it.
    case newer
}
