import Lexicon
import Providers

/// Reads pages with the manifests of this repository.
func read(_ body: String, word: String = "mot", _ language: String = "fr") throws -> LookupReply {
    try Manifests.repository.get().judge(
        body: Array(body.utf8), word: word, language: language, source: "wiktionary")
}

/// One section with one entry, in each shape of heading.
enum HeadingShape: CaseIterable {
    case headline, wrapped, parsoid, parsoidInSkin

    func heading(_ level: Int, _ id: String, _ text: String) -> String {
        switch self {
        case .headline:
            """
            <h\(level)><span class="mw-headline" id="\(id)">\(text)</span><span class="mw-editsection">\
            <span class="mw-editsection-bracket">[</span><a href="#">edit</a>]</span></h\(level)>
            """
        case .wrapped:
            """
            <div class="mw-heading mw-heading\(level)"><h\(level) id="\(id)">\(text)</h\(level)>\
            <span class="mw-editsection">[<a href="#">edit</a>]</span></div>
            """
        case .parsoid: "<section data-mw-section-id=\"\(level)\"><h\(level) id=\"\(id)\">\(text)</h\(level)>"
        case .parsoidInSkin:
            """
            <section data-mw-section-id="\(level)"><div class="mw-heading mw-heading\(level)">\
            <h\(level) id="\(id)">\(text)</h\(level)></div>
            """
        }
    }

    /// A whole page: a table of contents, another language, the asked one, and another one.
    func page(_ section: String, language: String, before: String = "Tupi", after: String = "Wolof") -> String {
        let close = self == .parsoid || self == .parsoidInSkin ? "</section></section>" : ""
        return """
            <html><head><title>mot</title></head><body><div id="toc"><h2>Sommaire</h2></div>
            \(heading(2, "a", before))\(heading(3, "n", "Nom commun"))<p><b>not</b></p><ol><li>Not this.</li></ol>\(close)
            \(heading(2, "b", language))\(section)\(close)
            \(heading(2, "c", after))\(heading(3, "m", "Nom commun"))<p><b>nor</b></p><ol><li>Nor this.</li></ol>\(close)
            <nav><h2>Menu</h2><h3>Outils</h3></nav></body></html>
            """
    }
}
