import Foundation
import GRDB
import Lexicon

/// The folder that files of answers lie in: one is in use, and those are set aside that were damaged.
///
/// A damaged file stays where it is, with a file beside it that says why, and the next one gets another name. It is not
/// renamed, because another process may have it open, and would do away with the log of whatever bears its name then.
struct AnswerFolder {
    /// The folder's path.
    let path: String

    /// Opens the file that is in use. It, and the folder, come into being where there is none.
    func open(capacity: Int, damaged: (_ path: String, any Error) throws -> Void) throws -> AnswerFile {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        let end = ContinuousClock.now + Self.patience
        while true {
            let file = current
            do {
                return try AnswerFile(path: file, capacity: capacity)
            } catch  where error.isDamage {
                try setAside(file, error)
                try damaged(file, error)
            } catch  where error.isBusy && .now < end {
                // Another process makes the file, and SQLite waits for none that changes how its log is kept.
                Thread.sleep(forTimeInterval: 0.02)
            }
        }
    }

    /// How long another process may have a file before this one goes on without.
    private static let patience = Duration.seconds(5)

    /// Whether there is a file to be looked at.
    var isFilled: Bool { FileManager.default.fileExists(atPath: current) }

    /// Marks a file as one that is not used any more.
    func setAside(_ file: String, _ error: any Error) throws {
        try Data("This file of answers was found damaged and is not used any more: \(error)\n".utf8)
            .write(to: URL(fileURLWithPath: file + Self.mark))
    }

    private static let mark = ".damaged"

    private var current: String {
        let names = (1...).lazy.map { path + "/" + ($0 == 1 ? "answers.sqlite" : "answers-\($0).sqlite") }
        return names.first { !FileManager.default.fileExists(atPath: $0 + Self.mark) } ?? path + "/answers.sqlite"
    }
}

extension Error {
    /// Whether a file is none of SQLite's, or broken.
    var isDamage: Bool {
        guard let error = self as? DatabaseError else { return false }
        return [.SQLITE_CORRUPT, .SQLITE_NOTADB].contains(error.resultCode.primaryResultCode)
    }

    /// Whether another process used the file for longer than is waited for.
    var isBusy: Bool { (self as? DatabaseError)?.resultCode.primaryResultCode == .SQLITE_BUSY }

    /// For people, in a few words.
    var cause: String {
        switch self {
        case let error as DatabaseError: error.message ?? "\(error.resultCode)"
        case let fault as AnswerFileFault where fault == .newer: "a later version of dico has written it"
        default: systemReason(of: self)
        }
    }
}
