import Foundation

/// Shows what is longer than the terminal piece by piece, through the program that PAGER names, or less.
struct Pager {
    private let program = ProcessInfo.processInfo.environment["PAGER"] ?? "less"

    /// Returns when it has been read.
    func show(_ text: String) async {
        guard isLong(text), !program.isEmpty, program != "cat" else { return say(text) }
        let isShown = await Terminal.onThread { [program] in Self.pipe(text, to: program) }
        // The shell has said what it does not know.
        if !isShown { say(text) }
    }

    private func isLong(_ text: String) -> Bool {
        // Its lines fit the terminal.
        text.split(separator: "\n", omittingEmptySubsequences: false).count >= Terminal.size().rows
    }

    /// False where there is no such program.
    private static func pipe(_ text: String, to program: String) -> Bool {
        // Colours as they are, and no screen of its own: what was read stays above the next word.
        setenv("LESS", "RX", 0)
        guard let pipe = popen(program, "w") else { return false }
        let status = Interruption.lendingKeyboard {
            fputs(text + "\n", pipe)
            return pclose(pipe)
        }
        // 127 is the shell's word for a command that it does not find.
        return status >> 8 != 127
    }
}
