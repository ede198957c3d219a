/// Foreign text with nothing that could move a terminal's cursor, break a line of a log or turn its text around.
package func printable(_ text: some StringProtocol) -> String {
    printable(text.unicodeScalars)
}

/// Foreign text for a message: in quotes, printable, and cut after `limit` code points.
package func quoted(_ text: String, limit: Int = 100) -> String {
    let scalars = text.unicodeScalars
    let end = scalars.index(scalars.startIndex, offsetBy: limit, limitedBy: scalars.endIndex) ?? scalars.endIndex
    return "\"\(printable(scalars[..<end]))\(end < scalars.endIndex ? "…" : "")\""
}

private func printable(_ scalars: some Sequence<Unicode.Scalar>) -> String {
    String(
        String.UnicodeScalarView(
            scalars.map { scalar in
                switch scalar.properties.generalCategory {
                case .control, .lineSeparator, .paragraphSeparator: "\u{FFFD}"
                // Joiners are part of words, and turn nothing around.
                case .format where !["\u{200C}", "\u{200D}"].contains(scalar): "\u{FFFD}"
                default: scalar
                }
            }))
}
