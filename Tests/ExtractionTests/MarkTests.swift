import Extraction
import Lexicon
import Testing
import Web

@Suite struct `Marks of a page` {
    private static let extract = "extract: {selectors: {entry: article, sense: p}}"
    private static let good = "<main><article><p>A.</p></article><footer>None of these words.</footer></main>"

    private func outcome(_ marks: String, _ body: String = good, status: Int = 200)
        throws -> Outcome
    {
        let rules = try PageRules(yaml: "\(marks)\n\(Self.extract)")
        let page = Page(url: "https://site.example/mot", status: status, headers: [:], body: Array(body.utf8))
        return rules.judge(PageContent(page, word: "mot"), writtenAs: "mot").outcome
    }

    @Test(arguments: [
        ("{text: None of}", true), ("{text: none of}", false), ("{says: None of these}", true),
        ("{says: <footer>}", false),
        ("{selector: footer}", true), ("{selector: aside}", false), ("{selector: footer, says: words}", true),
        ("{selector: article, says: words}", false), ("{selector: footer, missing: aside}", true),
        ("{selector: footer, missing: article}", false), ("{status: 200, says: words}", true),
        ("{status: 404, text: None}", false),
        ("{status: 200, text: None, says: words, selector: main, missing: aside}", true),
        ("{text: None}, {text: nobody}", true),
        ("{text: nobody}, {says: words}", true),
    ])
    func `hold where all that one of them asks for is so`(marks: String, holds: Bool) throws {
        #expect(try outcome("not_found: [\(marks)]") == (holds ? .notFound : .found))
        #expect(try outcome("blocked: [\(marks)]") == (holds ? .blocked : .found))
    }

    @Test func `of a refusal go before those of a miss, and both before the status`() throws {
        let both = "not_found: [{text: None}]\nblocked: [{text: None}]"
        #expect(try outcome(both) == .blocked)
        #expect(try outcome("not_found: [{text: None}]", status: 500) == .notFound)
        #expect(try outcome("not_found: [{text: nobody}]", status: 500) == .unavailable)
    }
}
