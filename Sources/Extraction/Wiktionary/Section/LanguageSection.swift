import Lexicon
import Markup

/// Where the section of one language stands on a page of Wiktionary.
///
/// A page holds many languages, and the asked one is often a twentieth of it. So the section is found by its bytes, from
/// its heading to the next of that level, and parsed alone; that also takes away what surrounds it, which differs between the
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

    static func find(_ heading: SectionHeading, in page: [UInt8]) -> Search {
        // What else may stand for a heading, only the tree tells.
        guard heading.select == nil else { return .undecided }
        let level = heading.level
        let close = "</h\(level)>"
        var isWiktionary = false
        var isDoubtful = false
        var start = nextHeading(level, in: page, from: 0)
        while let begin = start {
            let next = nextHeading(level, in: page, from: begin + 3)
            let section = page[begin..<(next ?? endOfContent(of: page, from: begin))]
            // Looked for in the section alone: a page of headings without an end would be searched for each of them.
            if let end = section.prefix(HeadingBytes.longest).range(of: close)?.upperBound {
                let found = HeadingBytes(page[begin..<end], after: page[max(0, begin - HeadingBytes.reach)..<begin])
                isWiktionary = isWiktionary || found.isSection
                if let title = found.title(naming: heading) { return .found(section, title: title) }
            } else {
                isDoubtful = true
            }
            start = next
        }
        return isWiktionary && !isDoubtful && page.range(of: "<H\(level)") == nil ? .missing : .undecided
    }

    /// Where the skin goes on behind the last section: its lists of categories and links are none of the section's.
    private static func endOfContent(of page: [UInt8], from start: Int) -> Int {
        let marks = ["class=\"printfooter", "id=\"catlinks", "</main>"]
        return marks.compactMap { page.range(of: $0, from: start)?.lowerBound }.min() ?? page.count
    }

    /// The place of the next heading of this level. The page's own title is none.
    private static func nextHeading(_ level: Int, in page: [UInt8], from start: Int) -> Int? {
        let open = "<h\(level)"
        var start = start
        while let found = page.range(of: open, from: start) {
            start = found.upperBound
            guard let following = page[found.upperBound...].first, following == UInt8(ascii: ">") || following <= 0x20
            else { continue }
            if level == 1, isTitle(page[found.upperBound...]) { continue }
            return found.lowerBound
        }
        return nil
    }

    private static func isTitle(_ tag: ArraySlice<UInt8>) -> Bool {
        // No further than a tag is long: a page of tags without an end would be read again for each.
        let attributes = tag.prefix(HeadingBytes.reach).prefix(while: { $0 != UInt8(ascii: ">") })
        return attributes.range(of: "firstHeading") != nil
    }
}
