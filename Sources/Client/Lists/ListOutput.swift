import Foundation
import Lexicon

/// Answers as JSON lines: the full reply of each word, whose `id` is the line that the word stands on.
///
/// A file that exists is gone on with. Answers that stand (`found`, `not_found`) are kept; others are taken out, so that
/// the next ones take their place, and so is a last line that a crash cut short.
public final class ListOutput {
    /// The outcomes of the words that need not be asked again.
    let answered: [String: Outcome]
    /// The language of these answers; nil where there are none.
    let language: String?
    /// What messages call it.
    public let name: String
    /// Whether a later run can go on with it.
    public let isKept: Bool
    private let file: OpenFile
    /// The length of the whole lines; of use where it is kept.
    private var length: Int

    /// Opens or creates the file at `path` and mends it. Any other user of it is kept out until this is let go of.
    public init(path: String) throws(ListFault) {
        name = path
        do {
            let file = try Self.open(path)
            isKept = file.isRegular
            let found = isKept ? try EarlierAnswers(of: file, name: path) : EarlierAnswers()
            answered = found.answered
            language = found.language
            self.file = found.dropped.isEmpty ? file : try Self.rewrite(file, at: path, without: found.dropped)
            length = isKept ? try Self.end(found, self.file) : 0
        } catch let fault as ListFault {
            throw fault
        } catch {
            throw Self.cannotWrite(path, (error as? SystemError)?.reason ?? "\(error)")
        }
    }

    private init() {
        name = "standard output"
        isKept = false
        file = OpenFile(standard: STDOUT_FILENO)
        (answered, language, length) = ([:], nil, 0)
    }

    /// Where nothing is kept: a list begins anew each time.
    public static var standardOutput: ListOutput { ListOutput() }

    /// Writes an answer, whole or not at all.
    func append(_ reply: LookupReply) throws(ListFault) {
        let line = reply.encoded(as: .full) + [UInt8(ascii: "\n")]
        do throws(SystemError) {
            try file.write(line)
            length += line.count
        } catch {
            guard isKept else { throw Self.cannotWrite(name, error.reason) }
            ftruncate(file.descriptor, length)
            throw ListFault(
                .answers, "\(name) takes no more answers (\(error.reason)): make room, and run the same command again.")
        }
    }

    private static func cannotWrite(_ name: String, _ reason: String) -> ListFault {
        ListFault(.answers, "Answers cannot be written to \(name) (\(reason)): make room, or name another file.")
    }

    private static func open(_ path: String) throws -> OpenFile {
        var status = stat()
        let exists = stat(path, &status) == 0
        // A pipe that is opened for reading too would never tell that its reader went away.
        let access = exists && status.st_mode & S_IFMT != S_IFREG ? O_WRONLY : O_RDWR | O_CREAT | O_APPEND
        while true {
            let file = try OpenFile(path, access)
            guard file.isRegular else { return file }
            try lock(file, path)
            // Another run may have put a copy in its place between the two: then that lock is of a file without a name.
            if file.isStill(at: path) { return file }
        }
    }

    private static func lock(_ file: OpenFile, _ path: String) throws {
        guard flock(file.descriptor, LOCK_EX | LOCK_NB) == 0 else {
            throw ListFault(.answers, "Another run writes to \(path): wait for its end, or name another file.")
        }
    }

    /// Puts a copy without those lines in the file's place, in one step: a crash leaves the one or the other.
    private static func rewrite(_ file: OpenFile, at path: String, without dropped: Set<Int>) throws -> OpenFile {
        let path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let copy = try OpenFile(path + ".partial", O_RDWR | O_CREAT | O_TRUNC | O_APPEND)
        try lock(copy, path)
        fchmod(copy.descriptor, file.permissions)
        lseek(file.descriptor, 0, SEEK_SET)
        var lines = LineReader(file, longest: EarlierAnswers.longestLine)
        var number = 0
        var kept: [UInt8] = []
        while let line = try lines.next() {
            number += 1
            if dropped.contains(number) { continue }
            kept += line.bytes
            kept.append(UInt8(ascii: "\n"))
            if kept.count > 1 << 20 {
                try copy.write(kept)
                kept.removeAll(keepingCapacity: true)
            }
        }
        try copy.write(kept)
        guard fsync(copy.descriptor) == 0, rename(path + ".partial", path) == 0 else {
            let error = SystemError()
            unlink(path + ".partial")
            throw error
        }
        return copy
    }

    /// Ends the last line, and returns the length of the file.
    private static func end(_ found: EarlierAnswers, _ file: OpenFile) throws -> Int {
        if found.dropped.isEmpty, !found.isLastLineEnded { try file.write([UInt8(ascii: "\n")]) }
        return Int(lseek(file.descriptor, 0, SEEK_END))
    }
}

/// What an earlier run left behind.
private struct EarlierAnswers {
    /// A page's answer is far below the page, which has 5 MiB at most.
    static let longestLine = 64 << 20

    private(set) var answered: [String: Outcome] = [:]
    private(set) var language: String?
    /// Lines to take out, from 1.
    private(set) var dropped: Set<Int> = []
    private(set) var isLastLineEnded = true

    /// As much of a reply as says what it answers.
    private struct ReplyHead: Decodable {
        var word: String
        var language: String?
        var outcome: Outcome
    }

    init() {}

    init(of file: OpenFile, name: String) throws {
        let decoder = JSONDecoder()
        var lines = LineReader(file, longest: Self.longestLine)
        var number = 0
        while let line = try Self.next(&lines) {
            number += 1
            isLastLineEnded = line.isEnded
            guard let answer = try? decoder.decode(ReplyHead.self, from: Data(line.bytes)) else {
                guard !line.isEnded, Self.isBeginning(line.bytes) else {
                    throw ListFault(
                        .answers,
                        "Line \(number) of \(name) is not the answer to a word: name another file for the answers.")
                }
                dropped.insert(number)
                continue
            }
            guard answer.outcome.stands else {
                dropped.insert(number)
                continue
            }
            answered[answer.word] = answer.outcome
            language = answer.language ?? language
        }
    }

    /// A line beyond all bounds is no answer either.
    private static func next(_ lines: inout LineReader) throws -> LineReader.Line? {
        do {
            return try lines.next()
        } catch is LineReader.TooLong {
            return LineReader.Line(bytes: [], isEnded: true)
        }
    }

    /// Whether this can be what a crash left of an answer, rather than the text of another file.
    private static func isBeginning(_ bytes: ArraySlice<UInt8>) -> Bool {
        let start = Array(#"{"id": "#.utf8)
        return bytes.starts(with: start) || start.starts(with: bytes)
    }
}
