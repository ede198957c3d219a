import Markup

/// Where the section of one language stands on a page of Wiktionary.
///
/// A page holds many languages, and the asked one is often a twentieth of it. So the section is found by its bytes, from
/// its `h2` to the next one, and parsed alone; that also takes away what surrounds it, which differs between the
/// skins and generations of mark-up. Where the bytes leave a doubt, the tree of the whole page decides.
enum LanguageSection {
    enum Search {
        /// The section, from its heading on, and that heading's own text.
        case found(ArraySlice<UInt8>, title: String)
        /// A page with sections of other languages, and without this one.
        case missing
        /// No section could be recognised, or not all headings could be read.
        case undecided
    }

    /// - Parameter heading: The language as the edition's headings name it: the whole of the `h2`, or in brackets at its
    ///   end, as in "Wolke (Deutsch)".
    static func find(_ heading: String, in page: [UInt8]) -> Search {
        var isWiktionary = false
        var isDoubtful = false
        var start = nextHeading(in: page, from: 0)
        while let begin = start {
            let next = nextHeading(in: page, from: begin + 3)
            let section = page[begin..<(next ?? endOfContent(of: page, from: begin))]
            // Looked for in the section alone: a page of headings without an end would be searched for each of them.
            if let end = section.range(of: "</h2>")?.upperBound {
                let found = HeadingBytes(page[begin..<end], after: page[max(0, begin - HeadingBytes.reach)..<begin])
                isWiktionary = isWiktionary || found.isSection
                if let title = found.title(naming: heading) { return .found(section, title: title) }
            } else {
                isDoubtful = true
            }
            start = next
        }
        return isWiktionary && !isDoubtful && page.range(of: "<H2") == nil ? .missing : .undecided
    }

    /// Where the skin goes on behind the last section: its lists of categories and links are none of the section's.
    private static func endOfContent(of page: [UInt8], from start: Int) -> Int {
        let marks = ["class=\"printfooter", "id=\"catlinks", "</main>"]
        return marks.compactMap { page.range(of: $0, from: start)?.lowerBound }.min() ?? page.count
    }

    static func isName(_ language: String, in title: String) -> Bool {
        title == language || title.hasSuffix(" (\(language))")
    }

    private static func nextHeading(in page: [UInt8], from start: Int) -> Int? {
        var start = start
        while let found = page.range(of: "<h2", from: start) {
            if let following = page[found.upperBound...].first, following == UInt8(ascii: ">") || following <= 0x20 {
                return found.lowerBound
            }
            start = found.upperBound
        }
        return nil
    }
}
