import Foundation

/// A program that is measured, or that helps to measure. It ends with its owner.
final class Program: Sendable {
    private let process = Process()
    private let errors: URL

    init(_ path: String, _ arguments: [String]) throws {
        errors = FileManager.default.temporaryDirectory.appending(path: "dico-bench-\(UUID().uuidString)")
        try Data().write(to: errors)
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        process.standardError = try FileHandle(forWritingTo: errors)
        process.standardOutput = FileHandle.nullDevice
        try process.run()
    }

    deinit {
        if process.isRunning { kill(process.processIdentifier, SIGKILL) }
        try? FileManager.default.removeItem(at: errors)
    }

    /// What it logged so far.
    var log: String { (try? String(contentsOf: errors, encoding: .utf8)) ?? "" }

    /// Waits until `condition` holds.
    func wait(_ what: String, seconds: Double = 60, until condition: @Sendable () throws -> Bool) async throws {
        let end = Date(timeIntervalSinceNow: seconds)
        while try !condition() {
            guard process.isRunning, Date() < end else { throw Trouble("no \(what): \(log.suffix(500))") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    /// Ends it as an operator would, and waits for that.
    func stop() async throws {
        process.terminate()
        while process.isRunning { try await Task.sleep(for: .milliseconds(20)) }
    }

    /// Memory that is its alone, in MiB.
    var privateMemory: Double {
        let status = (try? String(contentsOfFile: "/proc/\(process.processIdentifier)/status", encoding: .utf8)) ?? ""
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        return line.flatMap { Double($0.filter(\.isNumber)) }.map { $0 / 1_024 } ?? 0
    }

    /// The most of it, from now until the program ends.
    func peakPrivateMemory() async throws -> Double {
        var peak = 0.0
        while process.isRunning {
            peak = max(peak, privateMemory)
            try await Task.sleep(for: .milliseconds(50))
        }
        return peak
    }

    /// Runs a program to its end and returns what it printed. Its path may be a name in PATH.
    static func output(of program: String, _ arguments: [String]) throws -> String {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [program] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw Trouble("\(program) failed") }
        return String(decoding: output, as: UTF8.self)
    }
}

/// Why a row could not be measured.
struct Trouble: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

/// `dico broker`, in a process of its own.
struct BrokerProgram {
    let address: String
    private let program: Program

    init(_ place: Place, partitions: Int, topics: [String], providers: String = "providers") async throws {
        let file = FileManager.default.temporaryDirectory.appending(path: "dico-bench-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: file) }
        program = try Program(
            place.dico,
            ["broker", "--address-file", file, "--partitions", "\(partitions)", "--providers", providers]
                + topics.flatMap { ["--topic", $0] })
        try await program.wait("broker") { Self.text(of: file).hasSuffix("\n") }
        address = Self.text(of: file).trimmingCharacters(in: .whitespacesAndNewlines)
    }

    private static func text(of file: String) -> String {
        (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
    }
}
