import Extraction
import Yams

/// The text of a manifest while a line of it is written: what a person wrote around it stays as it is.
public struct ManifestText {
    private let text: String

    /// Any text: what is no manifest is refused when it is written to.
    public init(_ text: String) {
        self.text = text
    }

    /// The text with `line`, "key: value", in one of its sources, in place of what that says of the key, or else in front
    /// of `extract`; nil where there is no such source.
    public func setting(_ line: String, ofSourceAt place: Int) -> String? {
        let key = String(line.prefix { $0 != ":" })
        guard let sources = (try? Yams.compose(yaml: text))?.mapping?["sources"]?.sequence,
            sources.indices.contains(place), let source = sources[place].mapping,
            let first = source.first(where: { _ in true })?.key.mark
        else { return nil }
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let starts = source.compactMap { $0.key.mark.map { $0.line - 1 } }.sorted()
        let indented = String(repeating: " ", count: first.column - 1) + line
        if let old = source.first(where: { $0.key.string == key })?.key.mark?.line {
            let end = starts.first { $0 > old - 1 } ?? old
            // What follows the last key of a source may be another source: its value is one line then.
            lines.replaceSubrange(
                (old - 1)..<max(old, Self.lastLine(from: old - 1, to: end, in: lines)), with: [indented])
        } else {
            let extract = source.first { $0.key.string == "extract" }?.key.mark.map { $0.line - 1 }
            let place = extract.map { $0 > first.line - 1 ? $0 : first.line } ?? first.line
            lines.insert(indented, at: place)
        }
        return lines.joined(separator: "\n")
    }

    /// Where the value that begins in a line ends, without the comments and blank lines before the next key.
    private static func lastLine(from start: Int, to end: Int, in lines: [String]) -> Int {
        var last = end
        while last - 1 > start {
            let line = lines[last - 1].drop { $0 == " " }
            guard line.isEmpty || line.hasPrefix("#") else { break }
            last -= 1
        }
        return last
    }
}
