import Foundation

/// An authority of its own, with certificates that it signs, as files in a folder: `NAME.pem` and `NAME.key`. Made by the
/// system's `openssl`.
public struct Certificates: Sendable {
    /// Where the files are; `authority.pem` is among them.
    public let folder: URL

    public static let openssl = DicoProcess.Program.at(URL(fileURLWithPath: "/usr/bin/openssl"))

    public init() async throws {
        folder = try temporaryDirectory()
        try await run(
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "authority.key", "-out", "authority.pem",
            "-days",
            "2", "-subj", "/CN=authority")
    }

    /// The path of a file in the folder.
    public func path(_ name: String) -> String { folder.appending(path: name).path }

    /// Makes `NAME.pem` and `NAME.key`.
    ///
    /// - Parameters:
    ///   - host: Whom it is for.
    ///   - days: How long it is in date from now on; fewer than 0 where it never was.
    public func sign(_ name: String, for host: String = "localhost", days: Int = 2) async throws {
        try Data("subjectAltName=DNS:\(host)\n".utf8).write(to: folder.appending(path: "\(name).ext"))
        try await run(
            "req", "-newkey", "rsa:2048", "-nodes", "-keyout", "\(name).key", "-out", "\(name).csr", "-subj",
            "/CN=\(host)")
        try await run(
            "x509", "-req", "-in", "\(name).csr", "-CA", "authority.pem", "-CAkey", "authority.key", "-CAcreateserial",
            "-out", "\(name).pem", "-days", "\(days)", "-extfile", "\(name).ext")
    }

    /// Runs `openssl` in the folder.
    public func run(_ arguments: String...) async throws {
        let ended = try await DicoProcess.run(arguments, program: Self.openssl, in: folder)
        guard ended.code == 0 else { throw Failure(errors: ended.errors) }
    }

    private struct Failure: Error { let errors: String }

    /// A server of TLS on 127.0.0.1 that answers nothing, until it is released.
    ///
    /// - Parameter options: Of `openssl s_server`.
    public func serve(_ name: String, _ options: String...) async throws -> (process: DicoProcess, port: Int) {
        let port = try await freePort()
        let process = try DicoProcess(
            ["s_server", "-accept", "127.0.0.1:\(port)", "-cert", "\(name).pem", "-key", "\(name).key"] + options,
            program: Self.openssl, in: folder)
        try await eventually { process.outputSoFar.contains("ACCEPT") }
        return (process, port)
    }
}
