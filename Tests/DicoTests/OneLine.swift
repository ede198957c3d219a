import TestSupport
import Testing

/// One line of errors with all of `hints`, nothing else, and the code.
func expectOneLine(
    _ ended: DicoProcess.Ended, code: Int32, naming hints: String...,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    #expect(ended.code == code, "\(ended.errors)", sourceLocation: sourceLocation)
    #expect(ended.errorLines.count == 1, "\(ended.errors)", sourceLocation: sourceLocation)
    #expect(ended.output.isEmpty, sourceLocation: sourceLocation)
    for hint in hints { #expect(ended.errors.contains(hint), "\(ended.errors)", sourceLocation: sourceLocation) }
}
