import Foundation
import Lexicon

/// The text of the command line.
enum ArgumentText {
    /// The arguments behind the program's name.
    ///
    /// - Throws: Where one is no UTF-8: the runtime would put other characters in the place of its bytes, and these would be
    ///   looked up, or opened.
    static func arguments() throws(Failure) -> [String] {
        let arguments = CommandLine.arguments
        for (place, pointer) in UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: arguments.count).enumerated()
        {
            guard let pointer, String(validatingCString: pointer) == nil else { continue }
            let told = PropertyText.concealed(arguments[place]).map { ", \(quoted($0))," } ?? ""
            throw Failure(
                "Argument \(place)\(told) is no UTF-8: expected text as a terminal with a UTF-8 locale sends it.",
                code: .usage)
        }
        return Array(arguments.dropFirst())
    }
}
