import Foundation
import Lexicon

/// Writes a line to standard output at once, so that a pipe sees it too.
func say(_ line: String) {
    print(text: line + "\n")
}

/// Writes to standard output at once. A reader that went away ends the program, as it ends any other.
func print(text: String) {
    do {
        try FileHandle.standardOutput.write(contentsOf: Data(text.utf8))
    } catch {
        _exit(128 + SIGPIPE)
    }
}

/// Shows replies, as text for people or as a line of JSON each.
struct ReplyOutput {
    let asJSON: Bool
    private let style = TerminalStyle()

    func show(_ reply: LookupReply) {
        say(text(of: reply))
    }

    func text(of reply: LookupReply) -> String {
        asJSON
            ? String(decoding: reply.encoded(as: .full), as: UTF8.self)
            : ReplyText(reply: reply, style: style).text
    }
}
