import Foundation
import TestSupport

extension DicoProcess {
    /// Runs `dico` at a terminal of twelve rows; waits for each text, and types what stands beside it, as a terminal sends
    /// it: a line ends with "\r". Fails where the terminal is not left as it was.
    ///
    /// - Parameter signal: Behind a last text that is waited for, what the program gets again and again.
    static func atATerminal(
        _ arguments: [String], typing steps: [(awaited: String, typed: String)],
        signal: (awaited: String, number: Int32)? = nil, environment: [String: String] = [:]
    ) async throws -> Ended {
        var pairs: [[Any]] = steps.map { [$0.awaited, $0.typed] }
        if let signal { pairs.append([signal.awaited, Int(signal.number)]) }
        let script = try JSONSerialization.data(withJSONObject: pairs)
        return try await run(
            ["Tests/DicoTests/at_a_terminal.py", "12", String(decoding: script, as: UTF8.self), Program.dico.url.path]
                + arguments, environment: environment.merging(["TERM": "xterm"]) { given, _ in given }, program: .python
        )
    }
}
