import Lexicon
import Markup

/// The sections of the languages of a page, where only its tree tells them.
enum PageSections {
    enum Search {
        /// The parts of the asked section, and the text of its heading.
        case found([SectionPart], title: String)
        /// A page with sections of other languages, and without this one.
        case missing
        /// No page of Wiktionary, or none whose headings are as any of its pages' were.
        case noSections
    }

    /// - Parameter parts: Those of the whole page.
    static func find(_ heading: SectionHeading, among parts: [SectionPart]) -> Search {
        let starts = parts.indices.filter { parts[$0].level == heading.level }
        guard let begin = starts.first(where: { heading.isName(parts[$0].title) }) else {
            return starts.contains { heading.select != nil || isSection(parts[$0].heading) } ? .missing : .noSections
        }
        let end = parts.indices.first { $0 > begin && parts[$0].level <= heading.level } ?? parts.endIndex
        let own = parts[begin..<end].map { part in
            // What the section's own heading is below is no part of it.
            part.moved(below: part.parent.flatMap { $0 < begin ? nil : $0 - begin })
        }
        return .found(own, title: parts[begin].title)
    }

    /// As `HeadingBytes.isSection`.
    private static func isSection(_ heading: Node) -> Bool {
        if heading.first(headline) != nil { return true }
        if let around = heading.parent, around.hasClass("mw-heading") || around["data-mw-section-id"] != nil {
            return true
        }
        return heading["id"]?.replacing("_", with: " ") == heading.text
    }

    private static let headline = Selector.known(".mw-headline")
}
