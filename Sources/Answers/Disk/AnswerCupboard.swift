import Foundation
import Logging
import Synchronization

/// The file in use, for whoever reads and writes it: opens it, does without it where that fails, and says so once.
final class AnswerCupboard: Sendable {
    /// What a file is used for: a full disk can still be read.
    enum Purpose: String {
        case read, written
    }

    private struct State {
        var file: AnswerFile?
        /// Until when nobody tries again.
        var rests: [Purpose: ContinuousClock.Instant] = [:]
        /// Whether what is wrong was told.
        var isTold = false
    }

    /// Apart from the file's state, which is locked while a file is opened: whoever shows the figures must not wait.
    private let figures = Mutex<(extent: AnswerExtent?, taken: ContinuousClock.Instant?)>((nil, nil))

    /// How old the figures of the file may become: counting takes as long as there are many.
    private static let extentAge = Duration.seconds(10)

    private let folder: AnswerFolder
    private let capacity: Int
    private let rest: Duration
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameter rest: How long a disk is left alone that failed.
    init(folder: AnswerFolder, capacity: Int, rest: Duration, logger: Logger) {
        self.folder = folder
        self.capacity = capacity
        self.rest = rest
        self.logger = logger
    }

    var extent: AnswerExtent? { figures.withLock { $0.extent } }

    /// Takes the figures of the file anew, where they are old.
    func renewExtent() {
        let isOld = figures.withLock { figures in
            guard figures.taken.map({ $0 + Self.extentAge <= .now }) ?? true else { return false }
            figures.taken = .now
            return true
        }
        guard isOld, let extent = use(.read, { try $0.extent() }) else { return }
        figures.withLock { $0.extent = extent }
    }

    /// What `body` makes of the file; nil where that fails, or is not tried.
    func use<Value>(_ purpose: Purpose, _ body: (AnswerFile) throws -> Value) -> Value? {
        guard let file = file(for: purpose) else { return nil }
        do {
            let value = try body(file)
            if purpose == .written { succeeded() }
            return value
        } catch  where error.isDamage {
            setAside(file, error)
            return nil
        } catch  where error.isBusy {
            // Another process has it for long, as where it forgets much: nothing is wrong with the disk.
            return nil
        } catch {
            failed([purpose], "cannot be \(purpose.rawValue)", error)
            return nil
        }
    }

    /// Opened under the lock: the other thread waits for the same.
    private func file(for purpose: Purpose) -> AnswerFile? {
        let opened: Result<AnswerFile, any Error>? = state.withLock { state in
            if let until = state.rests[purpose] {
                guard until <= .now else { return nil }
                state.rests[purpose] = nil
            }
            if let file = state.file { return .success(file) }
            let result = Result { try folder.open(capacity: capacity, damaged: tellDamage) }
            state.file = try? result.get()
            return result
        }
        switch opened {
        case .success(let file): return file
        // Another process opens it, which takes a moment.
        case .failure(let error) where error.isBusy: return nil
        case .failure(let error):
            failed([.read, .written], "cannot be opened", error)
            return nil
        case nil: return nil
        }
    }

    private func setAside(_ file: AnswerFile, _ error: any Error) {
        let isFirst = state.withLock { state in
            guard state.file?.path == file.path else { return false }
            state.file = nil
            return true
        }
        guard isFirst else { return }
        do {
            try folder.setAside(file.path, error)
            tellDamage(file.path, error)
        } catch {
            failed([.read, .written], "cannot be set aside", error)
        }
    }

    private func tellDamage(_ path: String, _ error: any Error) {
        logger.warning(
            "a file of answers is damaged: it is set aside, and a new one begun",
            metadata: ["file": "\(path)", "error": "\(error.cause)"])
    }

    private func failed(_ purposes: [Purpose], _ what: String, _ error: any Error) {
        let isNews = state.withLock { state in
            for purpose in purposes { state.rests[purpose] = .now + rest }
            defer { state.isTold = true }
            return !state.isTold
        }
        guard isNews else { return }
        logger.warning(
            "answers \(what) on disk: going on without",
            metadata: ["folder": "\(folder.path)", "error": "\(error.cause)"])
    }

    private func succeeded() {
        let isNews = state.withLock { state in
            defer { state.isTold = false }
            return state.isTold
        }
        if isNews { logger.notice("answers are kept on disk again", metadata: ["folder": "\(folder.path)"]) }
    }
}
