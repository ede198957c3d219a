import Foundation
import Lexicon

/// Answers as JSON lines: the full reply of each word, whose `id` is the line that the word stands on.
///
/// A file that exists is gone on with. Answers that stand (`found`, `not_found`) are kept; others are taken out, so that
/// the next ones take their place, and so is a last line that a crash cut short.
public final class ListOutput {
    /// What earlier runs left: the words of it need not be asked again.
    private let earlier: EarlierAnswers
    /// The lines on which this run met words: no two answers are to have one.
    private var taken: Set<Int> = []
    /// The lines on which this run met words that have an earlier answer.
    private var met: [String: Int] = [:]
    /// What messages call it.
    public let name: String
    /// Whether a later run can go on with it.
    public let isKept: Bool
    private var file: OpenFile
    /// The length of the whole lines; of use where it is kept.
    private var length: Int

    /// Opens or creates the file at `path` and mends it. Any other user of it is kept out until this is let go of.
    public init(path: String) throws(ListFault) {
        name = path
        do {
            let file = try Self.open(path)
            isKept = file.isRegular
            earlier = isKept ? try EarlierAnswers(of: file, name: path) : EarlierAnswers()
            let dropped = earlier.dropped
            self.file =
                dropped.isEmpty
                ? file : try Self.rewrite(file, at: path) { dropped.contains($0) ? nil : Array($1) }
            length = isKept ? try Self.end(earlier, self.file) : 0
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
        (earlier, length) = (EarlierAnswers(), 0)
    }

    /// Where nothing is kept: a list begins anew each time.
    public static var standardOutput: ListOutput { ListOutput() }

    /// Refuses a file whose answers are of another language.
    ///
    /// - Parameter language: The code of the list's language.
    public func check(language: String) throws(ListFault) {
        guard earlier.languages.isEmpty || earlier.languages == [language] else {
            throw ListFault(
                .answers,
                "\(name) holds answers of the language \(languages), not \"\(language)\": name another file.")
        }
    }

    /// Their codes, in quotes.
    var languages: String { Self.quoted(earlier.languages) }

    /// A word whose answer may be of another language than `language`, which is called so by whoever asks; nil where all
    /// answers are of a language with this code.
    func doubtfulWord(asking language: String) -> String? {
        earlier.languages.isSubset(of: [language.lowercased()]) ? nil : earlier.standing.keys.min()
    }

    /// Refuses a file with answers of sources that are not asked now.
    ///
    /// - Parameter sources: The ids of the sources that are asked; empty for all.
    public func check(sources: [String]) throws(ListFault) {
        let others = earlier.sources.subtracting(sources)
        guard sources.isEmpty || others.isEmpty else {
            throw ListFault(
                .answers,
                "\(name) holds answers of the source \(Self.quoted(others)), not of \(Self.quoted(sources)) alone: name another file."
            )
        }
    }

    private static func quoted(_ names: some Sequence<String>) -> String {
        names.sorted().map { "\"\($0)\"" }.joined(separator: ", ")
    }

    /// The outcome that an earlier run left for a word of the list; nil where it is to be asked.
    func meet(_ word: WordList.Word) -> Outcome? {
        guard isKept else { return nil }
        taken.insert(word.line)
        guard let standing = earlier.standing[word.text] else { return nil }
        met[word.text] = word.line
        return standing.outcome
    }

    /// Gives earlier answers the lines on which their words stand now: a list may have got words in front of others. One
    /// whose word was not met, and whose line is another's now, has none.
    func renumber() throws(ListFault) {
        var changes: [String: Int?] = [:]
        for (word, standing) in earlier.standing {
            if let line = met[word] {
                if line != standing.line { changes[word] = line }
            } else if let line = standing.line, taken.contains(line) {
                changes[word] = .some(nil)
            }
        }
        guard !changes.isEmpty else { return }
        do {
            file = try Self.rewrite(file, at: name) { _, line in
                guard let change = EarlierAnswers.word(of: line).flatMap({ changes[$0] }) else { return Array(line) }
                return EarlierAnswers.renumbered(line, to: change)
            }
            length = Int(lseek(file.descriptor, 0, SEEK_END))
        } catch {
            throw Self.cannotWrite(name, (error as? SystemError)?.reason ?? "\(error)")
        }
    }

    /// Writes an answer, whole or not at all.
    func append(_ reply: LookupReply) throws(ListFault) {
        let line = reply.encoded(as: .full) + [UInt8(ascii: "\n")]
        do throws(SystemError) {
            try file.write(line)
            length += line.count
        } catch {
            if error.code == EPIPE { throw ListFault(.readerGone, "Nobody reads \(name) any more.") }
            guard isKept else { throw Self.cannotWrite(name, error.reason) }
            ftruncate(file.descriptor, length)
            throw ListFault(
                .answers, "\(name) takes no more answers (\(error.reason)): make room, and run the same command again.")
        }
    }

    private static func cannotWrite(_ name: String, _ reason: String) -> ListFault {
        ListFault(.answers, "Answers cannot be written to \(name) (\(reason)): name another file, or mend that.")
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

    /// Puts a copy in the file's place, in one step: a crash leaves the one or the other.
    ///
    /// - Parameter copied: What becomes of a line, by its number from 1; nil leaves it out.
    private static func rewrite(
        _ file: OpenFile, at path: String, copied: (Int, ArraySlice<UInt8>) -> [UInt8]?
    ) throws -> OpenFile {
        let path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        let copy = try OpenFile(path + ".partial", O_RDWR | O_CREAT | O_TRUNC | O_APPEND)
        try lock(copy, path)
        do {
            try fill(copy, from: file, copied: copied)
            guard fsync(copy.descriptor) == 0, rename(path + ".partial", path) == 0 else { throw SystemError() }
        } catch {
            // It would take room that may be what is lacking.
            unlink(path + ".partial")
            throw error
        }
        return copy
    }

    private static func fill(
        _ copy: OpenFile, from file: OpenFile, copied: (Int, ArraySlice<UInt8>) -> [UInt8]?
    ) throws {
        fchmod(copy.descriptor, file.permissions)
        lseek(file.descriptor, 0, SEEK_SET)
        var lines = LineReader(file, longest: EarlierAnswers.longestLine)
        var number = 0
        var kept: [UInt8] = []
        while let line = try lines.next() {
            number += 1
            guard let bytes = copied(number, line.bytes) else { continue }
            kept += bytes
            kept.append(UInt8(ascii: "\n"))
            if kept.count > 1 << 20 {
                try copy.write(kept)
                kept.removeAll(keepingCapacity: true)
            }
        }
        try copy.write(kept)
    }

    /// Ends the last line, and returns the length of the file.
    private static func end(_ found: EarlierAnswers, _ file: OpenFile) throws -> Int {
        if found.dropped.isEmpty, !found.isLastLineEnded { try file.write([UInt8(ascii: "\n")]) }
        return Int(lseek(file.descriptor, 0, SEEK_END))
    }
}
