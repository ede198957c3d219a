/// Text as one word of a shell's command line, for a command that is told to a person: in single quotes where a shell would
/// see more in it than letters.
package func shellWord(_ text: some StringProtocol) -> String {
    let isPlain = text.allSatisfy { $0.isLetter || $0.isNumber || "-_./:,@+".contains($0) }
    guard text.isEmpty || !isPlain else { return String(text) }
    return "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: #"'\''"#) + "'"
}
