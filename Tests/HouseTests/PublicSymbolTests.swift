import Foundation
import TestSupport
import Testing

@Suite struct PublicSymbols {
    @Test func `every symbol that others see has a comment`() throws {
        let sources = Repository.folder.appending(path: "Sources")
        var count = 0
        for file in try FileManager.default.subpathsOfDirectory(atPath: sources.path) where file.hasSuffix(".swift") {
            let text = try String(contentsOf: sources.appending(path: file), encoding: .utf8)
            let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                .map { $0.trimmingPrefix(while: \.isWhitespace) }
            for (number, line) in lines.enumerated() where isDeclaration(line) && !isWitness(line) {
                count += 1
                // Attributes may stand between the two.
                let above = lines[..<number].last { !$0.hasPrefix("@") }
                #expect(above?.hasPrefix("///") == true, "Sources/\(file):\(number + 1): \(line)")
            }
        }
        #expect(count > 500)
    }

    /// Whether a line begins what others see.
    private func isDeclaration(_ line: Substring) -> Bool {
        let start =
            /(@\S+ )*((final|static|nonisolated|mutating|convenience|indirect|required) )*public (?!extension|import)/
        return line.prefixMatch(of: start) != nil
    }

    /// Whether it is a requirement of the standard library, which says all that there is to say.
    private func isWitness(_ line: Substring) -> Bool {
        let requirement =
            /func (==|<|hash\(into)|var (description|debugDescription|customMirror)\b|init\(from decoder/
        return line.firstMatch(of: requirement) != nil
    }
}
