import Foundation
import Synchronization
import TestSupport

/// The built `dico`, run as a person runs it.
final class DicoProcess: Sendable {
    /// What a finished run left behind.
    struct Ended {
        var code: Int32
        var output: String
        var errors: String

        var outputLines: [String] { output.split(separator: "\n").map(String.init) }
        var errorLines: [String] { errors.split(separator: "\n").map(String.init) }
    }

    private let process: Process
    private let input = Pipe()
    private let output: Collected
    private let errors: Collected

    /// What can be run: the package's own programs, and Python with what `make deps-test` installs.
    enum Program: String {
        case dico, pushPull = "PushPull"
        case python

        var url: URL {
            switch self {
            case .python: DicoProcess.repository.appending(path: ".venv/bin/python")
            case .dico, .pushPull: DicoProcess.products.appending(path: rawValue)
            }
        }
    }

    /// Starts `dico` in the repository's folder.
    ///
    /// - Parameter environment: Added to a bare environment: what the tester's shell sets must not decide a test.
    init(_ arguments: [String], environment: [String: String] = [:], program: Program = .dico) throws {
        process = Process()
        process.executableURL = program.url
        process.arguments = arguments
        process.currentDirectoryURL = Self.repository
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        process.environment = ["PATH": path, "LANG": "C.UTF-8"].merging(environment) { $1 }
        let (outputPipe, errorPipe) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = outputPipe
        process.standardError = errorPipe
        output = Collected(outputPipe)
        errors = Collected(errorPipe)
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
    }

    /// Runs `dico` to its end.
    static func run(
        _ arguments: String..., input: String = "", environment: [String: String] = [:], program: Program = .dico
    ) async throws -> Ended {
        let dico = try DicoProcess(arguments, environment: environment, program: program)
        dico.type(input)
        dico.endInput()
        return try await dico.ended()
    }

    var outputSoFar: String { output.text }
    var errorsSoFar: String { errors.text }
    var isRunning: Bool { process.isRunning }

    func type(_ text: String) {
        try? input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }

    func endInput() {
        try? input.fileHandleForWriting.close()
    }

    func signal(_ signal: Int32) {
        kill(process.processIdentifier, signal)
    }

    /// Waits for the end and returns what was printed.
    func ended(within limit: Duration = .seconds(60)) async throws -> Ended {
        try await eventually(within: limit) {
            !self.process.isRunning && self.output.isComplete && self.errors.isComplete
        }
        return Ended(code: process.terminationStatus, output: output.text, errors: errors.text)
    }

    /// The folder of the built programs: that of the test bundle.
    static var products: URL {
        URL(fileURLWithPath: CommandLine.arguments[0]).resolvingSymlinksInPath().deletingLastPathComponent()
    }

    static var repository: URL {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
    }
}

/// What came out of a pipe so far.
private final class Collected: Sendable {
    private let state = Mutex<(data: Data, isComplete: Bool)>((Data(), false))

    init(_ pipe: Pipe) {
        pipe.fileHandleForReading.readabilityHandler = { [self] handle in
            let data = handle.availableData
            if data.isEmpty { handle.readabilityHandler = nil }
            state.withLock { state in
                state.data.append(data)
                state.isComplete = data.isEmpty
            }
        }
    }

    var text: String { state.withLock { String(decoding: $0.data, as: UTF8.self) } }
    var isComplete: Bool { state.withLock { $0.isComplete } }
}
