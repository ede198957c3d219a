import Foundation

/// Whether text is set off: where it goes to a terminal that may show it, or whatever it goes to.
enum ColorChoice: String, CaseIterable {
    case auto, always, never
}

/// How text is set on a terminal: bold and dim where it may show that (see no-color.org), and no wider than it is.
struct TerminalStyle {
    let isStyled: Bool
    /// The columns of the terminal; nil for what is no terminal, where lines are as long as they are.
    let width: Int?

    /// - Parameters:
    ///   - choice: What somebody asked for, which goes before what the environment says.
    ///   - stream: Where the text goes.
    init(_ choice: ColorChoice = .auto, on stream: Int32 = STDOUT_FILENO) {
        let isTerminal = isatty(stream) == 1
        let environment = ProcessInfo.processInfo.environment
        let isUnwanted = environment["NO_COLOR"].map { !$0.isEmpty } ?? false || environment["TERM"] == "dumb"
        isStyled = choice == .always || choice == .auto && isTerminal && !isUnwanted
        width = isTerminal ? Terminal.size(of: stream).columns : nil
    }

    init(isStyled: Bool, width: Int? = nil) {
        (self.isStyled, self.width) = (isStyled, width)
    }

    func bold(_ text: String) -> String { styled(text, "1") }
    func dim(_ text: String) -> String { styled(text, "2") }

    private func styled(_ text: String, _ code: String) -> String {
        isStyled ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
    }

    /// A line of text as the lines that it takes on the terminal; those behind the first are indented by `indent` columns.
    func wrapped(_ line: String, indent: Int) -> [String] {
        guard let width else { return [line] }
        return LineWrap(width: width, indent: min(indent, width / 2)).lines(of: line)
    }
}
