import ArgumentParser
import Client
import Foundation
import Lexicon

/// Writes a line to standard output at once, so that a pipe sees it too.
func say(_ line: String) {
    print(text: line + "\n")
}

/// Writes to standard output at once. A reader that went away ends the program, as it ends any other; what else cannot be
/// written to ends it with a line.
func print(text: String) {
    do throws(SystemError) {
        try OpenFile(standard: STDOUT_FILENO).write(Array(text.utf8))
    } catch {
        if error.code != EPIPE {
            complain("dico: Standard output cannot be written to (\(error.reason)): make room, or send it elsewhere.")
        }
        endAtOnce((error.code == EPIPE ? ExitCode.readerGone : .cannotWrite).rawValue)
    }
}

/// Shows replies, as text for people or as a line of JSON each.
struct ReplyOutput {
    let asJSON: Bool
    var style = TerminalStyle()

    func show(_ reply: LookupReply) {
        say(text(of: reply))
    }

    func text(of reply: LookupReply) -> String {
        asJSON
            ? String(decoding: reply.encoded(as: .full), as: UTF8.self)
            : ReplyText(reply: reply, style: style).text
    }
}
