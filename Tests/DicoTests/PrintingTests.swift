import Foundation
import Lexicon
import TestSupport
import Testing

@testable import dico

@Suite struct Printing {
    @Test func `a line is broken at spaces and between Chinese characters, and none is wider than the terminal`() {
        let wrap = LineWrap(width: 10, indent: 2)
        #expect(wrap.lines(of: "one two three four") == ["one two", "  three", "  four"])
        #expect(wrap.lines(of: "云的下面的部分。") == ["云的下面的", "  部分。"])
        #expect(wrap.lines(of: "云的下面的。") == ["云的下面", "  的。"])
        #expect(wrap.lines(of: "see https://example.org/word") == ["see", "  https://example.org/word"])
        #expect(wrap.lines(of: "") == [""])
    }

    @Test func `what sets text off takes no column`() {
        let style = TerminalStyle(isStyled: true, width: 8)
        #expect(style.wrapped("\(style.bold("abc")) defg", indent: 0) == ["\u{1B}[1mabc\u{1B}[0m defg"])
    }

    @Test func `columns of a table stand under each other in every script`() {
        let plain = TerminalStyle(isStyled: false)
        let lines = tableLines([["WORD", "X"], ["云脚", "y"], ["cafe\u{301}", "z"]], style: plain)
        #expect(lines == ["WORD  X", "云脚  y", "cafe\u{301}  z"])
    }

    @Test(
        arguments: [
            ("lookpu", "lookup"), ("lst", "list"), ("work", "worker"), ("gatway", "gateway"), ("zzz", nil), ("x", nil),
            ("wroker", "worker"), ("borker", "broker"), ("LOOKUP", "lookup"), ("Lokup", "lookup"), ("ILST", "list"),
        ] as [(String, String?)])
    func `a name that is nearly one is guessed`(typed: String, meant: String?) {
        #expect(Likeness.guess(typed, among: ["lookup", "list", "broker", "worker", "gateway", "demo"]) == meant)
    }

    @Test func `every setting that is read can be set, and every one that can be set is read`() throws {
        let sources = Repository.folder.appending(path: "Sources/dico")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var read: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            let readers = /(?:Settings\.(?:string|strings|value|optional|choice|parts)|check)\("([a-z-]+)"/
            for match in text.matches(of: readers) {
                read.insert(String(match.1))
            }
        }
        #expect(read == SettingNames.all)
    }

    private static let french = ["lookup", "-l", "fr", "--replay", "fixtures", "nuage"]

    @Test(
        arguments: [
            ([:], [], false), ([:], ["--color", "always"], true), (["NO_COLOR": "1"], ["--color=always"], true),
            (["DICO_COLOR": "always"], [], true), (["DICO_COLOR": "always"], ["--color", "never"], false),
        ] as [([String: String], [String], Bool)])
    func `text is set off where it is asked for`(
        environment: [String: String], options: [String], isStyled: Bool
    ) async throws {
        let ended = try await DicoProcess.run(Self.french + options, environment: environment)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.contains("\u{1B}[1mnuage\u{1B}[0m") == isStyled)
    }

    @Test(arguments: [
        (["TERM": "xterm"], true), (["TERM": "dumb"], false), (["TERM": "xterm", "NO_COLOR": "1"], false),
        (["TERM": "xterm", "NO_COLOR": ""], true),
    ])
    func `on a terminal it is set off, and no line is wider`(
        environment: [String: String], isStyled: Bool
    ) async throws {
        let script = """
            import fcntl, os, pty, struct, sys, termios
            pid, terminal = pty.fork()
            if pid == 0:
                fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack('HHHH', 24, 40, 0, 0))
                os.execv(sys.argv[1], sys.argv[1:])
            while True:
                try:
                    text = os.read(terminal, 4096)
                except OSError:
                    break
                if not text: break
                os.write(1, text)
            sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
            """
        let ended = try await DicoProcess.run(
            ["-c", script, DicoProcess.Program.dico.url.path] + Self.french, environment: environment, program: .python)
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(ended.output.contains("\u{1B}[1m") == isStyled)
        let lines = ended.output.replacing(/\u{1B}\[[0-9]+m/, with: "").split(whereSeparator: \.isNewline)
        // An address is left whole.
        #expect(lines.allSatisfy { $0.columns <= 40 || $0.contains("://") }, "\(ended.output)")
        #expect(lines.count > 5)
    }

    @Test func `what is not found goes to standard error, and as JSON to standard output`() async throws {
        let text = try await DicoProcess.run("lookup", "-l", "fr", "--replay", "fixtures", "nuage", "broutignole")
        #expect(text.code == 1)
        #expect(!text.output.contains("broutignole"))
        #expect(text.errors.contains("broutignole  no such word"))
        let json = try await DicoProcess.run("lookup", "-l", "fr", "--replay", "fixtures", "-j", "nuage", "broutignole")
        #expect(json.outputLines.count == 2)
        #expect(json.errors.isEmpty)
    }
}
