import Lexicon

/// Takes the parts of a language's section that nobody reads out of its bytes, before they are parsed.
///
/// Translations and derived terms are often two thirds of a section, and parsing is most of the work of reading it.
/// Headings stay, because they say which part is below which.
enum UnreadParts {
    /// `section` without what stands under `headings`, up to the next heading of any level.
    ///
    /// What is cut out may close an element that stays, or open one. It does not matter: headings are found in whatever
    /// they are wrapped.
    ///
    /// - Parameter level: That of the section's own heading.
    static func cut(
        from section: ArraySlice<UInt8>, under headings: Set<String>, below level: Int
    ) -> ArraySlice<UInt8> {
        guard !headings.isEmpty else { return section }
        var kept: [UInt8] = []
        kept.reserveCapacity(section.count)
        var start = section.startIndex
        var heading = nextHeading(below: level, in: section, from: start)
        while let current = heading {
            let following = nextHeading(below: level, in: section, from: current.upperBound)
            if headings.contains(title(of: section[current])) {
                kept += section[start..<current.upperBound]
                start = following?.lowerBound ?? section.endIndex
            }
            heading = following
        }
        return kept.isEmpty ? section : (kept + section[start...])[...]
    }

    /// From `<h3` to behind `</h3>`, for all levels below the section's own, down to 6.
    private static func nextHeading(
        below level: Int, in bytes: ArraySlice<UInt8>, from start: Int
    ) -> Range<Int>? {
        let levels = UInt8(ascii: "1") + UInt8(level)...UInt8(ascii: "6")
        var start = start
        while let open = bytes.range(of: "<h", from: start) {
            start = open.upperBound
            guard open.upperBound + 1 < bytes.endIndex, levels.contains(bytes[start]),
                [UInt8(ascii: ">"), UInt8(ascii: " ")].contains(bytes[start + 1])
            else { continue }
            // Where this one has no end, no later one has.
            guard let close = bytes.range(of: "</h", from: start),
                let end = bytes.range(of: ">", from: close.upperBound)
            else { return nil }
            return open.lowerBound..<end.upperBound
        }
        return nil
    }

    /// The heading's text up to its edit link, without a number behind it. A heading that is written in any other way
    /// than plainly, or longer than any, has another title, and what is under it stays.
    private static func title(of heading: ArraySlice<UInt8>) -> String {
        guard heading.count <= HeadingBytes.longest else { return "" }
        var text: [UInt8] = []
        var isTag = false
        for byte in heading {
            switch byte {
            case UInt8(ascii: "<"): isTag = true
            case UInt8(ascii: ">"): isTag = false
            case UInt8(ascii: "["): return plain(text)
            default: if !isTag { text.append(byte) }
            }
        }
        return plain(text)
    }

    private static func plain(_ text: [UInt8]) -> String {
        String(decoding: text, as: UTF8.self).streamSafe.split(whereSeparator: \.isWhitespace)
            .filter { !$0.allSatisfy(\.isNumber) }.joined(separator: " ")
    }
}
