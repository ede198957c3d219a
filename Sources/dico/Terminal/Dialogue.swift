import Foundation
import Synchronization

/// Questions and answers on standard input and output, while other things are told: at a terminal with a line that can be
/// edited, and with what is told above it; otherwise line by line.
final class Dialogue: Sendable {
    private struct State {
        /// The line that is being typed; nil while there is none.
        var line: EditedLine?
        var prompt = ""
        var history: [String] = []
        var decoder = KeyDecoder()
    }

    private let state = Mutex(State())
    /// Whether lines are edited here.
    let isTerminal = Terminal.isInteractive && ProcessInfo.processInfo.environment["TERM"] != "dumb"

    /// Asks for a line; nil at the end of input, and to a task that is cancelled.
    ///
    /// It is read by a thread of its own: a person may take hours, and the threads of tasks are few.
    func line(_ prompt: String) async -> String? {
        let (lines, continuation) = AsyncStream.makeStream(of: String?.self)
        let thread = Thread { [self] in
            continuation.yield(isTerminal ? edited(prompt) : plain(prompt))
            continuation.finish()
        }
        thread.start()
        for await line in lines { return line }
        return nil
    }

    /// Tells something, above the line that is being typed.
    func tell(_ text: String) {
        state.withLock { state in
            guard let line = state.line else {
                // Without an editor, whoever asked gets the question again.
                return print(text: isTerminal ? "\(text)\n" : "\n\(text)\n\(state.prompt)")
            }
            print(text: "\r\u{1B}[K\(text)\n")
            Self.draw(line, state.prompt)
        }
    }

    /// Tells what is wrong, on standard error where nobody types.
    func warn(_ text: String) {
        if isTerminal { tell("dico: \(text)") } else { complain("dico: \(text)") }
    }

    /// Leaves the terminal as it was.
    func end() {
        state.withLock { state in
            if state.line.take() != nil { print(text: "\n") }
            TerminalMode.restore()
        }
    }

    // MARK: Without a terminal

    private func plain(_ prompt: String) -> String? {
        state.withLock { state in
            state.prompt = prompt
            print(text: prompt)
        }
        return readLine()
    }

    // MARK: With one

    private func edited(_ prompt: String) -> String? {
        state.withLock { state in
            state.prompt = prompt
            state.line = EditedLine(history: state.history)
            TerminalMode.takeOver()
            Self.draw(EditedLine(), prompt)
        }
        while true {
            var byte: UInt8 = 0
            let count = read(STDIN_FILENO, &byte, 1)
            if count < 0, errno == EINTR { continue }
            guard count == 1 else { return finish(with: nil) }
            switch state.withLock({ Self.take(byte, &$0) }) {
            case .goOn: break
            case .finished(let line): return finish(with: line)
            case .endOfInput: return finish(with: nil)
            case .interrupt:
                end()
                kill(getpid(), SIGINT)
            case .suspend:
                TerminalMode.restore()
                // Of this thread, so that it stops here and goes on from here.
                raise(SIGTSTP)
                state.withLock { state in
                    TerminalMode.takeOver()
                    if let line = state.line { Self.draw(line, state.prompt) }
                }
            }
        }
    }

    private enum Step { case goOn, finished(String), endOfInput, interrupt, suspend }

    private static func take(_ byte: UInt8, _ state: inout State) -> Step {
        guard let key = state.decoder.take(byte), var line = state.line else { return .goOn }
        let step = line.take(key)
        state.line = line
        switch step {
        case .goOn:
            draw(line, state.prompt)
            return .goOn
        case .finished: return .finished(line.text)
        case .endOfInput: return .endOfInput
        case .interrupt: return .interrupt
        case .suspend: return .suspend
        }
    }

    private func finish(with line: String?) -> String? {
        state.withLock { state in
            if let line, !line.isEmpty, line != state.history.last { state.history.append(line) }
            print(text: "\n")
            state.line = nil
            TerminalMode.restore()
        }
        return line
    }

    private static func draw(_ line: EditedLine, _ prompt: String) {
        let (text, cursor) = line.window(columns: max(1, Terminal.size().columns - prompt.columns - 1))
        let place = prompt.columns + cursor
        print(text: "\r\(prompt)\(text)\u{1B}[K\r" + (place > 0 ? "\u{1B}[\(place)C" : ""))
    }
}
