import Dispatch
import Foundation
import Synchronization

/// Words, one a line, in UTF-8. White space around a word and lines without one count for nothing, nor does a byte
/// order mark; everything else is part of the word, `#` too.
///
/// A list is read as its words are asked for: it may be longer than memory, or still being written.
public final class WordList: Sendable {
    /// A word with its place, by which its answer is known.
    public struct Word: Sendable, Hashable {
        /// Without the white space around it.
        public var text: String
        /// The line it stands on, from 1.
        public var line: Int
        /// Whether it stood on an earlier line too.
        public var isRepeated = false
    }

    /// What messages call it.
    public let name: String
    private let path: String?
    private let state: Mutex<State>
    private let isStopped = Atomic(false)
    private struct State: ~Copyable {
        var cursor: Cursor
        /// Words that were given, by which later ones are known for repeated: here, where lines have their order.
        var met: Set<String> = []
    }

    /// Where reading blocks: a person may take hours for a line, and the tasks' threads are few.
    private let thread = DispatchQueue(label: "word list")

    /// A list in a file, or a pipe with a name.
    public init(path: String) throws(ListFault) {
        do throws(SystemError) {
            state = Mutex(State(cursor: Cursor(try OpenFile(path, O_RDONLY))))
        } catch {
            throw ListFault(
                .words, "The list \(path) cannot be read (\(error.reason)): name a file with a word a line.")
        }
        name = path
        self.path = path
    }

    private init() {
        name = "standard input"
        path = nil
        state = Mutex(State(cursor: Cursor(OpenFile(standard: STDIN_FILENO))))
    }

    /// What comes on standard input, to be read once.
    public static let standardInput = WordList()

    /// Reads the whole list and counts its words; nil where it can be read only once.
    ///
    /// - Throws: `ListFault` for a line that is no word.
    public func count() async throws -> Int? {
        guard let path else { return nil }
        return try await onThread { [name] in
            let file = try OpenFile(path, O_RDONLY)
            guard file.isRegular else { return nil }
            var cursor = Cursor(file)
            var words = 0
            while try cursor.next(of: name, while: { true }) != nil { words += 1 }
            return words
        }
    }

    /// The next word; nil at the end, and once the list was stopped. May be called by many tasks.
    ///
    /// - Throws: `ListFault` for a line that is no word.
    public func next() async throws -> Word? {
        try await onThread { [self] in
            guard !isStopped.load(ordering: .relaxed) else { return nil }
            return try state.withLock { state in
                var word = try state.cursor.next(of: name) { !isStopped.load(ordering: .relaxed) }
                if let text = word?.text { word?.isRepeated = !state.met.insert(text).inserted }
                return word
            }
        }
    }

    /// Gives no more words: who waits for one gets nil soon.
    public func stop() {
        isStopped.store(true, ordering: .relaxed)
    }

    private func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            thread.async { continuation.resume(with: Result(catching: body)) }
        }
    }
}

/// Where in a list one is.
private struct Cursor {
    /// Far above any word, and above what a worker takes for a request.
    private static let longestLine = 64 * 1024
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    private var lines: LineReader
    private var line = 0

    init(_ file: OpenFile) {
        lines = LineReader(file, longest: Self.longestLine)
    }

    mutating func next(of name: String, while goOn: () -> Bool) throws -> WordList.Word? {
        while let bytes = try nextLine(of: name, while: goOn) {
            guard let text = String(validating: bytes, as: UTF8.self) else {
                throw ListFault(
                    .words, "Line \(line) of \(name) is not UTF-8: convert the list, for example with iconv.")
            }
            let word = text.trimmingCharacters(in: .whitespacesAndNewlines)
            if !word.isEmpty { return WordList.Word(text: word, line: line) }
        }
        return nil
    }

    private mutating func nextLine(of name: String, while goOn: () -> Bool) throws -> ArraySlice<UInt8>? {
        line += 1
        do {
            guard let bytes = try lines.next(while: goOn)?.bytes else { return nil }
            return line == 1 && bytes.starts(with: Self.byteOrderMark) ? bytes.dropFirst(3) : bytes
        } catch is LineReader.TooLong {
            throw ListFault(
                .words, "Line \(line) of \(name) is longer than \(Self.longestLine) bytes: expected a word a line.")
        } catch let error as SystemError {
            throw ListFault(
                .words, "The list \(name) cannot be read (\(error.reason)): expected a file with a word a line.")
        }
    }
}
