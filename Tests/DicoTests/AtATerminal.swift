import Foundation
import TestSupport

extension DicoProcess {
    /// Runs `dico` at a terminal of twelve rows; waits for each text, and types what stands beside it, as a terminal sends
    /// it: a line ends with "\r".
    static func atATerminal(
        _ arguments: [String], typing steps: [(awaited: String, typed: String)], environment: [String: String] = [:]
    ) async throws -> Ended {
        let script = try JSONEncoder().encode(steps.map { [$0.awaited, $0.typed] })
        return try await run(
            ["Tests/DicoTests/at_a_terminal.py", "12", String(decoding: script, as: UTF8.self), Program.dico.url.path]
                + arguments, environment: environment.merging(["TERM": "xterm"]) { given, _ in given }, program: .python
        )
    }
}
