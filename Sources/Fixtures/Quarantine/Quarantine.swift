import Foundation
import Logging
import Providers
import Synchronization

/// Keeps lookups that could not be read, for whoever mends the manifest.
///
/// Nothing of this is on the way of a lookup: pages are written one after the other on a queue of its own, and what
/// does not fit into that is dropped. Several processes may share a folder; the bound then holds but for what they
/// write within `freshness`.
public final class Quarantine: Sendable {
    /// Bytes on disk, by default: some hundreds of pages.
    public static let capacity = 64 * 1024 * 1024

    /// Least capacity: a source's quarter of it takes a common page.
    public static let leastCapacity = 1024 * 1024

    /// Bytes of pages that may wait to be written.
    private static let mostWaiting = 16 * 1024 * 1024

    /// How long the account of the folder is trusted without looking.
    private static let freshness = Duration.seconds(10)

    private struct State {
        var waiting = 0
        var contents: QuarantineContents?
        var lookedAt = ContinuousClock.now
        /// Lookups that could not be kept since the last that could.
        var lost = 0
    }

    private let folder: QuarantineFolder
    private let capacity: Int
    private let logger: Logger
    private let state = Mutex(State())
    private let writing = DispatchQueue(label: "dico quarantine", qos: .utility)

    /// - Parameter capacity: Bytes on disk, at least `leastCapacity`.
    /// - Throws: Where `directory` is missing and cannot be made, or cannot be written.
    public init(directory: String, capacity: Int = Quarantine.capacity, logger: Logger) throws(FixtureFault) {
        folder = try QuarantineFolder(creating: directory)
        try folder.probe()
        self.capacity = capacity
        self.logger = logger
    }

    /// Has a lookup kept, unless one of the word at the source is. Returns at once.
    public func keep(_ lookup: UnreadLookup) {
        let bytes = lookup.bytesOnDisk
        let isTaken = state.withLock { state in
            guard state.waiting == 0 || state.waiting + bytes <= Self.mostWaiting else { return false }
            state.waiting += bytes
            return true
        }
        guard isTaken else { return note(lookup, "is not kept: the disk is behind") }
        writing.async { [self] in
            write(lookup)
            state.withLock { $0.waiting -= bytes }
        }
    }

    /// Waits until all is written that was handed over before.
    public func flush() async {
        await withCheckedContinuation { continuation in
            writing.async { continuation.resume() }
        }
    }

    // MARK: On the queue

    private func write(_ lookup: UnreadLookup) {
        do throws(FixtureFault) {
            guard let isNew = try add(lookup) else { return }
            if isNew { note(lookup, "is kept") }
            let lost = state.withLock { state in
                defer { state.lost = 0 }
                return state.lost
            }
            if lost > 0 { logger.notice("unread pages are kept again", metadata: ["lookups lost": "\(lost)"]) }
        } catch {
            let isFirst = state.withLock { state in
                state.lost += 1
                // What is in the folder is anybody's guess now.
                state.contents = nil
                return state.lost == 1
            }
            if isFirst { logger.warning("unread pages cannot be kept, trying on", metadata: ["error": "\(error)"]) }
        }
    }

    /// True where it is kept now, false where it was before, nil where it cannot be.
    private func add(_ lookup: UnreadLookup) throws(FixtureFault) -> Bool? {
        let place = folder.place(of: lookup)
        guard !place.isThere else { return false }
        var contents = try contents()
        let bytes = lookup.bytesOnDisk
        guard bytes <= contents.sourceCapacity else {
            note(lookup, "is not kept: it is larger than a source's quarter of the quarantine")
            return nil
        }
        let source = "\(lookup.language)/\(lookup.source)"
        // Another process may have been quicker to remove it.
        for item in contents.makeRoom(for: bytes, of: source) { try? FixtureFile.remove(item.folder) }
        let isNew = try folder.add(lookup)
        // Else another process was quicker, and it is found at the next look.
        if isNew {
            contents.add(QuarantineContents.Item(source: source, folder: place.folder, bytes: bytes, keptAt: Date()))
        }
        state.withLock { [contents] in $0.contents = contents }
        return isNew
    }

    private func contents() throws(FixtureFault) -> QuarantineContents {
        let known = state.withLock { state in
            .now - state.lookedAt < Self.freshness ? state.contents : nil
        }
        if let known { return known }
        let contents = try folder.contents(capacity: capacity)
        state.withLock { $0.lookedAt = .now }
        return contents
    }

    private func note(_ lookup: UnreadLookup, _ what: Logger.Message) {
        logger.debug(
            "an unread page \(what)",
            metadata: ["source": "\(lookup.language)/\(lookup.source)", "word": "\(lookup.word.debugDescription)"])
    }
}

extension UnreadLookup {
    /// With the files beside the pages.
    fileprivate var bytesOnDisk: Int {
        let pages = pages.reduce(0) { sum, page in
            sum + QuarantineContents.bytesOnDisk(page.body.count) + QuarantineContents.bytesOnDisk(1)
        }
        return pages + QuarantineContents.bytesOnDisk(1)
    }
}
