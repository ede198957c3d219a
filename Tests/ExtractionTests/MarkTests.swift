import Extraction
import Lexicon
import Testing
import Web

@Suite struct `Marks of a page` {
    private static let extract = "extract: {selectors: {entry: article, sense: p}}"
    private static let good = "<main><article><p>A.</p></article><footer>None of these words.</footer></main>"

    private func outcome(_ marks: String, _ body: String = good, status: Int = 200, headers: [String: String] = [:])
        throws -> Outcome
    {
        let rules = try PageRules(yaml: "\(marks)\n\(Self.extract)")
        let page = Page(url: "https://site.example/mot", status: status, headers: headers, body: Array(body.utf8))
        return rules.judge(PageContent(page, word: "mot"), writtenAs: "mot").outcome
    }

    @Test(arguments: [
        ("{text: None of}", true), ("{text: none of}", false), ("{says: None of these}", true),
        ("{says: <footer>}", false),
        ("{selector: footer}", true), ("{selector: aside}", false), ("{selector: footer, says: words}", true),
        ("{selector: article, says: words}", false), ("{selector: footer, missing: aside}", true),
        ("{selector: footer, missing: article}", false), ("{status: 200}", true), ("{status: 404, text: None}", false),
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

    @Test(arguments: [
        (200, Outcome.found), (203, .found), (404, .notFound), (410, .notFound), (401, .blocked), (403, .blocked),
        (451, .blocked),
        (408, .unavailable), (425, .unavailable), (429, .unavailable), (500, .unavailable), (503, .unavailable),
        (599, .unavailable),
        (300, .markupChanged), (304, .markupChanged), (400, .markupChanged), (418, .markupChanged),
    ])
    func `that do not hold leave the status to tell`(status: Int, expected: Outcome) throws {
        #expect(try outcome("", status: status) == expected)
    }

    @Test func `are not needed for a wall against programs, nor for an empty page`() throws {
        #expect(try outcome("", headers: ["cf-mitigated": "challenge"]) == .blocked)
        #expect(try outcome("", "<title>Just a moment...</title>" + Self.good) == .blocked)
        #expect(
            try outcome("", String(repeating: " ", count: 5_000) + "<title>Just a moment...</title>" + Self.good)
                == .found)
        #expect(try outcome("", " \n\t ") == .unavailable)
        #expect(try outcome("", "") == .unavailable)
    }
}
