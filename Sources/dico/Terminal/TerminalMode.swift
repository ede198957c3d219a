import Foundation
import Synchronization

/// Whether keys come as they are pressed, and are shown by nobody but this program; no matter how it ends, the terminal is to
/// be left as it was before.
enum TerminalMode {
    private static let saved = Mutex<termios?>(nil)

    /// From here on keys come as they are pressed.
    static func takeOver() {
        saved.withLock { saved in
            var settings = termios()
            guard tcgetattr(STDIN_FILENO, &settings) == 0 else { return }
            saved = saved ?? settings
            settings.c_lflag &= ~tcflag_t(ICANON | ECHO | ISIG | IEXTEN)
            settings.c_iflag &= ~tcflag_t(IXON | ICRNL)
            tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        }
    }

    /// Leaves the terminal as it was. Waits for nothing, so that a process may end with it at once.
    static func restore() {
        saved.withLock { saved in
            guard var settings = saved.take() else { return }
            tcsetattr(STDIN_FILENO, TCSANOW, &settings)
        }
    }
}

/// Ends the process, whatever its threads are doing.
func endAtOnce(_ code: Int32) -> Never {
    TerminalMode.restore()
    _exit(code)
}
