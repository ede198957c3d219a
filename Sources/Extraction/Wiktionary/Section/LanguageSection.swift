import Markup

/// Where the section of one language stands on a page of Wiktionary.
///
/// A page holds many languages, and the asked one is often a twentieth of it. So the section is found by its bytes, from
/// its `h2` to the next one, and parsed alone; that also takes away what surrounds it, which differs between the
/// skins and generations of mark-up.
enum LanguageSection {
    enum Search {
        /// The section, from its heading on, and that heading's own text.
        case found(ArraySlice<UInt8>, title: String)
        /// A page of Wiktionary without this language.
        case missing
        /// No page of Wiktionary.
        case noSections
    }

    /// - Parameter heading: The language as the edition's headings name it: the whole of the `h2`, or in brackets at its
    ///   end, as in "Wolke (Deutsch)".
    static func find(_ heading: String, in page: [UInt8]) -> Search {
        var isWiktionary = false
        var start = nextHeading(in: page, from: 0)
        while let begin = start {
            let next = nextHeading(in: page, from: begin + 3)
            let section = page[begin..<(next ?? page.count)]
            // Looked for in the section alone: a page of headings without an end would be searched for each of them.
            if let end = section.range(of: "</h2>")?.upperBound {
                isWiktionary = isWiktionary || isSectionHeading(page[max(0, begin - 80)..<end])
                if let title = title(of: page[begin..<end], naming: heading) { return .found(section, title: title) }
            }
            start = next
        }
        return isWiktionary ? .missing : .noSections
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

    /// Of the four shapes of heading, each has one of these in it or right before it.
    private static func isSectionHeading(_ bytes: ArraySlice<UInt8>) -> Bool {
        let bytes = Array(bytes)
        return ["mw-headline", "mw-heading", "data-mw-section-id"].contains { bytes.range(of: $0) != nil }
    }

    /// The heading's text, where it names the language.
    private static func title(of heading: ArraySlice<UInt8>, naming language: String) -> String? {
        // Most headings are another language's, and most do not even have the name in their bytes.
        guard Array(heading).range(of: language) != nil, let document = try? Document(html: heading) else { return nil }
        document.remove(editLinks)
        let text = document.root?.text ?? ""
        return text == language || text.hasSuffix(" (\(language))") ? text : nil
    }

    private static let editLinks = Selector.known(".mw-editsection")
}
