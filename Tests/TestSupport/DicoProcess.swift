import Foundation
import Synchronization

/// The built `dico`, run as a person runs it.
public final class DicoProcess: Sendable {
    /// What a finished run left behind.
    public struct Ended: Sendable {
        public var code: Int32
        public var output: String
        public var errors: String

        public var outputLines: [String] { output.split(separator: "\n").map(String.init) }
        public var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
    }

    private let process: Process
    private let input = Pipe()
    private let output: OutputFile
    private let errors: OutputFile

    /// What can be run: the package's own programs, Python with what `make deps-test` installs, and what lies elsewhere.
    public enum Program: Sendable {
        case dico, fuzz, pushPull, deadLetterWorker, requestReply, python
        case at(URL)

        public var url: URL {
            switch self {
            case .dico: DicoProcess.products.appending(path: "dico")
            case .fuzz: DicoProcess.products.appending(path: "fuzz")
            case .pushPull: DicoProcess.products.appending(path: "PushPull")
            case .python: Repository.folder.appending(path: ".venv/bin/python")
            case .deadLetterWorker: DicoProcess.products.appending(path: "DeadLetterWorker")
            case .requestReply: DicoProcess.products.appending(path: "RequestReply")
            case .at(let url): url
            }
        }
    }

    /// Starts `dico`.
    ///
    /// - Parameters:
    ///   - environment: Added to a bare environment: what the tester's shell sets must not decide a test.
    ///   - folder: The one it runs in.
    public init(
        _ arguments: [String], environment: [String: String] = [:], program: Program = .dico,
        in folder: URL = Repository.folder
    ) throws {
        process = Process()
        process.executableURL = program.url
        process.arguments = arguments
        process.currentDirectoryURL = folder
        let own = ProcessInfo.processInfo.environment
        // What the sanitizers and `make test-librdkafka` set is for the programs too.
        let kept = own.filter {
            ["PATH", "LD_LIBRARY_PATH", "LD_PRELOAD", "TSAN_OPTIONS", "ASAN_OPTIONS"].contains($0.key)
        }
        process.environment = kept.merging(["LANG": "C.UTF-8"]) { $1 }.merging(environment) { $1 }
        (output, errors) = (try OutputFile(), try OutputFile())
        process.standardInput = input
        process.standardOutput = output.handle
        process.standardError = errors.handle
        defer { for file in [output, errors] { file.isHandedOver() } }
        try process.start()
        Self.started.withLock { _ = $0.insert(process.processIdentifier) }
        _ = Self.killsAtExit
    }

    /// Those that nobody has waited for: a test that ends last has no time to release its programs.
    private static let started = Mutex<Set<pid_t>>([])
    private static let killsAtExit: Void = {
        atexit { DicoProcess.started.withLock { for pid in $0 { kill(pid, SIGKILL) } } }
    }()

    deinit {
        endInput()
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        Self.started.withLock { _ = $0.remove(process.processIdentifier) }
    }

    /// Runs `dico` to its end.
    public static func run(
        _ arguments: String..., input: String = "", environment: [String: String] = [:], program: Program = .dico,
        in folder: URL = Repository.folder
    ) async throws -> Ended {
        try await run(arguments, input: input, environment: environment, program: program, in: folder)
    }

    /// Runs `dico` to its end.
    public static func run(
        _ arguments: [String], input: String = "", environment: [String: String] = [:], program: Program = .dico,
        in folder: URL = Repository.folder
    ) async throws -> Ended {
        let dico = try DicoProcess(arguments, environment: environment, program: program, in: folder)
        dico.type(input)
        dico.endInput()
        return try await dico.ended()
    }

    public var outputSoFar: String { output.text }
    public var errorsSoFar: String { errors.text }
    public var isRunning: Bool { process.isRunning }

    /// The process's number.
    public var processIdentifier: pid_t { process.processIdentifier }

    public func type(_ text: String) {
        try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }

    public func endInput() {
        try? input.fileHandleForWriting.close()
    }

    public func signal(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    /// Waits for the end and returns what was printed.
    public func ended(within limit: Duration = .seconds(600)) async throws -> Ended {
        try await eventually(within: limit) { !self.process.isRunning }
        Self.started.withLock { _ = $0.remove(process.processIdentifier) }
        return Ended(code: process.terminationStatus, output: output.text, errors: errors.text)
    }

    /// The folder of the built programs: that of the test bundle, or of the program that this is part of.
    static var products: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    }
}

/// What a program printed so far. In a file, because the other end of a pipe can be held open by any program that
/// happened to start at the same moment.
private final class OutputFile: Sendable {
    private let path: URL
    let handle: FileHandle

    init() throws {
        path = FileManager.default.temporaryDirectory.appending(path: "dico-output-\(UUID().uuidString)")
        try Data().write(to: path)
        handle = try FileHandle(forWritingTo: path)
    }

    /// The program has it: kept open here for hundreds of programs, they would be more than `Process` can start another
    /// beside.
    func isHandedOver() { try? handle.close() }

    deinit {
        try? FileManager.default.removeItem(at: path)
    }

    var text: String { (try? Data(contentsOf: path)).map { String(decoding: $0, as: UTF8.self) } ?? "" }
}
