import Lexicon
import Markup

/// The title of a page of Wiktionary, which is the word that it is about.
enum PageTitle {
    /// Nil where the page does not show it, as Parsoid's own pages do not.
    static func title(of page: [UInt8]) -> String? {
        guard let mark = page.range(of: "id=\"firstHeading\""),
            let end = page[mark.upperBound...].prefix(HeadingBytes.longest).range(of: "</h1>"),
            let start = page[mark.upperBound..<end.lowerBound].firstIndex(of: UInt8(ascii: ">"))
        else { return nil }
        let text = (try? Document(html: page[(start + 1)..<end.lowerBound]))?.root?.text
        return text.flatMap { $0.isEmpty ? nil : $0 }
    }

    /// Whether Wiktionary itself led here from another title: then this page is its answer.
    static func isRedirected(_ content: PageContent) -> Bool {
        content.page.finalURL != content.page.url || content.contains("mw-redirectedfrom")
    }
}
