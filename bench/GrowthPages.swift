/// Pages of any length, in the mark-up of each layout and extractor, whose cost is to grow as their length does.
enum GrowthPages {
    /// A kind of page, and the source whose manifest reads it.
    struct Kind: Sendable {
        let name: String
        let language: String
        let source: String
        /// With so many entries, or so many senses.
        let page: @Sendable (Int) -> String
    }

    static let all = [
        Kind(name: "ordered list, entries", language: "en", source: "wiktionary") { count in
            wiktionary(
                "English",
                "<h3>Pronunciation</h3><ul><li><span class=IPA>/x/</span></li></ul>"
                    + repeated(count) {
                        """
                        <h3>Noun</h3><p><strong class="headword">word</strong></p><ol><li>Sense \($0).</li></ol>\
                        <h4>Synonyms</h4><ul><li>term \($0)</li></ul>
                        """
                    })
        },
        Kind(name: "ordered list, senses", language: "en", source: "wiktionary") { count in
            let senses = repeated(count) {
                """
                <li>Sense \($0).<dl><dd><span class="nyms synonym">Synonym: term \($0)</span></dd></dl>\
                <ol><li>Part \($0).</li></ol></li>
                """
            }
            return wiktionary(
                "English", "<h3>Noun</h3><p><strong class=headword>word</strong></p><ol>\(senses)</ol>")
        },
        Kind(name: "ordered list, elements in one another", language: "en", source: "wiktionary") { count in
            let senses = repeated((count + 49) / 50) {
                "<li>\(repeated(50) { _ in "<i>so " })Sense \($0).\(repeated(50) { _ in "</i>" })</li>"
            }
            return wiktionary(
                "English", "<h3>Noun</h3><p><strong class=headword>word</strong></p><ol>\(senses)</ol>")
        },
        Kind(name: "captioned blocks, entries", language: "de", source: "wiktionary") { count in
            wiktionary(
                "word (Deutsch)",
                repeated(count) {
                    """
                    <h3>Substantiv, <em>n</em></h3><p title="Sinn und Bezeichnetes (Semantik)">B</p>\
                    <dl><dd>[1] Sense \($0).</dd></dl>
                    """
                })
        },
        Kind(name: "captioned blocks, senses", language: "de", source: "wiktionary") { count in
            wiktionary(
                "word (Deutsch)",
                """
                <h3>Substantiv, <em>n</em></h3><p title="Sinn und Bezeichnetes (Semantik)">B</p>\
                <dl>\(repeated(count) { "<dd>[\($0)] Sense \($0).</dd>" })</dl>\
                <p title="Verwendungsbeispielsätze">E</p><dl>\(repeated(count) { "<dd>[\($0)] So \($0).</dd>" })</dl>\
                <p title="bedeutungsgleich gebrauchte Wörter">S</p>\
                <dl>\(repeated(count) { "<dd>[1, \($0)] term \($0)</dd>" })</dl>
                """)
        },
        Kind(name: "definition list, entries", language: "es", source: "wiktionary") { count in
            wiktionary(
                "Español",
                "<table><tr><td>España (AFI)</td><td>[x]</td></tr></table>"
                    + repeated(count) { "<h3>Sustantivo</h3><dl><dt>1</dt><dd>Sense \($0).</dd></dl>" })
        },
        Kind(name: "definition list, senses", language: "es", source: "wiktionary") { count in
            let senses = repeated(count) {
                "<dt>\($0)</dt><dd>Sense \($0).<ul><li><b>Sinónimo:</b> term \($0)</li></ul></dd>"
            }
            return wiktionary("Español", "<h3>Sustantivo</h3><dl>\(senses)</dl>")
        },
        Kind(name: "selectors, entries", language: "en", source: "dictionarycom") { count in
            "<main><section><h1 id=hdr-headword-dcom-1>word</h1><span class=txt-ipa>/x/</span></section>"
                + repeated(count, nounSection) + "</main>"
        },
        Kind(name: "selectors, texts that 20 entries share", language: "en", source: "dictionarycom") { count in
            let sounds = repeated(count) { "<span class=txt-ipa>/x\($0)/</span>" }
            return "<main><section><h1 id=hdr-headword-dcom-1>word</h1>\(sounds)</section>"
                + repeated(20, nounSection) + "</main>"
        },
        Kind(name: "selectors, examples that share a caption", language: "de", source: "duden") { count in
            let examples = repeated(count) { "<li>So \($0).</li>" }
            return duden(
                "<li id=Bedeutung-1>\(text("Sense"))<dl class=note><dt>Beispiele</dt><dd><ul>\(examples)</ul></dd></dl></li>"
            )
        },
        Kind(name: "selectors, senses", language: "de", source: "duden") { count in
            duden(repeated(count) { "<li id=Bedeutung-\($0)>\(text("Sense \($0)"))</li>" })
        },
        Kind(name: "selectors, senses in senses", language: "de", source: "duden") { count in
            duden(
                repeated((count + 3) / 4) { group in
                    let inside = ["a", "b", "c"].map { "<li id=Bedeutung-\(group)\($0)>\(text("Part \($0)"))</li>" }
                    return "<li id=Bedeutung-\(group)>\(text("Sense \(group)"))<ol>\(inside.joined())</ol></li>"
                })
        },
        Kind(name: "JSON, senses", language: "cn", source: "moedict") { count in
            let senses = (1...count).map { #"{"type": "名", "def": "Sense \#($0)", "example": ["So \#($0)"]}"# }
            return
                #"{"title": "word", "heteronyms": [{"pinyin": "x", "definitions": [\#(senses.joined(separator: ","))]}]}"#
        },
        Kind(name: "JSON, entries", language: "cn", source: "moedict") { count in
            let entries = (1...count).map {
                #"{"pinyin": "x\#($0)", "definitions": [{"type": "t\#($0)", "def": "Sense \#($0)"}]}"#
            }
            return #"{"title": "word", "heteronyms": [\#(entries.joined(separator: ","))]}"#
        },
    ]

    private static func repeated(_ count: Int, _ piece: (Int) -> String) -> String {
        (1...count).map(piece).joined()
    }

    private static func wiktionary(_ language: String, _ section: String) -> String {
        """
        <html><body><h1 id="firstHeading">word</h1><div class="mw-heading mw-heading2"><h2 id="x">\(language)</h2></div>\
        \(section)</body></html>
        """
    }

    private static func nounSection(_ number: Int) -> String {
        """
        <section><h2>noun</h2><ol><li class=item-definition><p class=txt-variant-label-short>Sense \(number)</p>\
        </li></ol></section>
        """
    }

    private static func duden(_ senses: String) -> String {
        """
        <article><h1><span class=lemma__main>word</span></h1><dl class=tuple><dt>Wortart</dt><dd>Substantiv</dd></dl>\
        <div id=bedeutungen><ol>\(senses)</ol></div></article>
        """
    }

    private static func text(_ definition: String) -> String {
        "<div class=enumeration__text>\(definition)</div>"
    }
}
