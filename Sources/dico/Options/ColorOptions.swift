import ArgumentParser
import Foundation

extension ColorChoice: ExpressibleByArgument {}

/// Whether text is set off.
struct ColorOptions: ParsableArguments {
    /// The options, which are of no use to what is printed for programs.
    static let names = ["--color"]

    @Option(help: "Bold and dim text: on a terminal that may show it (auto), always or never. (default: auto)")
    private var color: ColorChoice?

    func validate() throws {
        // A wrong one below the command line is noted by being read.
        _ = choice
    }

    private var choice: ColorChoice { color ?? Settings.choice("color") ?? .auto }

    /// Of what is printed on standard output, or on `stream`.
    func style(on stream: Int32 = STDOUT_FILENO) -> TerminalStyle { TerminalStyle(choice, on: stream) }
}
