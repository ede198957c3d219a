import Lexicon
import Providers
import TestSupport
import Testing

@Suite struct LanguageSections {
    @Test(arguments: HeadingShape.allCases)
    func `only the section of the asked language counts, in all shapes of heading`(shape: HeadingShape) throws {
        let entry = shape.heading(3, "d", "Nom commun 2") + "<p><b>mot</b></p><ol><li>Ceci.</li></ol>"
        let reply = try read(shape.page(entry, language: "Français"))
        #expect(
            reply.entries == [
                Entry(
                    headword: "mot", partOfSpeech: .noun, partOfSpeechLabel: "Nom commun",
                    senses: [Sense(definition: "Ceci.")])
            ])
    }

    @Test(arguments: HeadingShape.allCases)
    func `a page without the language is not found`(shape: HeadingShape) throws {
        #expect(try read(shape.page("", language: "Ancien français")).outcome == .notFound)
    }

    @Test(arguments: HeadingShape.allCases)
    func `a section that nothing can be read off has changed its mark-up`(shape: HeadingShape) throws {
        #expect(try read(shape.page("<div>Ceci.</div>", language: "Français")).outcome == .markupChanged)
    }

    @Test(arguments: ["mot", "Mot", "mot-", "autre"]) func `a page of another word is a miss`(title: String) throws {
        let entry = HeadingShape.wrapped.heading(3, "d", "Verbe") + "<p><b>\(title)</b></p><ol><li>Dire.</li></ol>"
        let heading = "<h1 id=\"firstHeading\" class=x><span class=mw-page-title-main>\(title)</span></h1>"
        let reply = try read(heading + HeadingShape.wrapped.page(entry, language: "Français"))
        #expect(reply.outcome == (title == "autre" ? .notFound : .found))
    }

    @Test func `a page of another kind of site is no miss`() throws {
        #expect(try read("<h1>Sign in</h1><h2>Welcome back</h2>").outcome == .markupChanged)
    }

    @Test(arguments: [20_000, 100_000])
    func `a heading that is longer than any is looked at by the page's budget alone`(length: Int) throws {
        let shape = HeadingShape.wrapped
        let entry = shape.heading(3, "d", "Verbe") + "<p><b>mot</b></p><ol><li>Dire.</li></ol>"
        let long = String(repeating: "x ", count: length / 2)
        for heading in [
            shape.heading(2, "l", long), shape.heading(3, "l", long), "<h1 id=\"firstHeading\">\(long)</h1>",
        ] {
            for page in [
                heading + shape.page(entry, language: "Français"), shape.page(entry + heading, language: "Français"),
            ] {
                let reply = try read(page)
                #expect(reply.outcome == .found || reply.error?.contains("bytes in one text") == true)
            }
        }
    }

    @Test func `a page that is cut off gives what came before`() throws {
        let whole = HeadingShape.wrapped.page(
            HeadingShape.wrapped.heading(3, "d", "Verbe") + "<p><b>mot</b></p><ol><li>Un.</li><li>Deux",
            language: "Français")
        let cut = try #require(whole.range(of: "Deux")).upperBound
        #expect(try read(String(whole[..<cut])).entries.first?.senses.map(\.definition) == ["Un.", "Deux"])
    }
}
