import Testing

@testable import Web

@Suite struct URLTemplateTests {
    @Test(arguments: [
        ("Wolke", "Wolke"), ("ice cream", "ice%20cream"), ("a/b", "a%2Fb"), ("a?b", "a%3Fb"), ("a#b", "a%23b"),
        ("100%", "100%25"), ("%2F", "%252F"), ("../../etc", "..%2F..%2Fetc"), ("...", "..."), ("a\\b", "a%5Cb"),
        ("云", "%E4%BA%91"), ("☁️", "%E2%98%81%EF%B8%8F"), ("a\u{0}\r\nb", "a%00%0D%0Ab"), ("l'eau", "l%27eau"),
        ("x&y=z;", "x%26y%3Dz%3B"), ("{word}", "%7Bword%7D"), ("@evil.example", "%40evil.example"), ("a+b", "a%2Bb"),
    ])
    func aWordIsOnePieceOfThePath(word: String, encoded: String) throws {
        let path = try URLTemplate("https://dictionary.example/wiki/{word}")
        #expect(try path.url(for: word) == "https://dictionary.example/wiki/" + encoded)
        let query = try URLTemplate("https://dictionary.example/s?q={word}&l=de")
        #expect(try query.url(for: word) == "https://dictionary.example/s?q=\(encoded)&l=de")
        // As libcurl reads it, host and structure are the template's.
        let read = try #require(WebAddress(path.url(for: word)))
        #expect(read.host == "dictionary.example")
        #expect(read.target == "/wiki/" + encoded)
    }

    @Test(arguments: [
        ("https://h.example/wiki/{word}", "."), ("https://h.example/wiki/{word}", ".."),
        ("https://h.example/wiki/{word}/x", ".."), ("https://h.example/.{word}", "."),
        ("https://h.example/%2e{word}", "."), ("https://h.example/{word}?a=b", ".."),
    ])
    func aWordThatAPathReadsAsAStepIsRefused(template: String, word: String) throws {
        let template = try URLTemplate(template)
        #expect(throws: FetchFailure.self) { try template.url(for: word) }
    }

    @Test(arguments: [
        ("https://h.example/s?q={word}", "..", "https://h.example/s?q=.."),
        ("https://h.example/w-{word}", "..", "https://h.example/w-.."),
        ("https://h.example/{word}.html", ".", "https://h.example/..html"),
    ])
    func dotsThatAreNoStepAreAWord(template: String, word: String, url: String) throws {
        #expect(try URLTemplate(template).url(for: word) == url)
    }

    @Test func anEmptyOrEndlessWordIsRefused() throws {
        let template = try URLTemplate("https://h.example/{word}")
        #expect(throws: FetchFailure.self) { try template.url(for: "") }
        let failure = #expect(throws: FetchFailure.self) {
            try template.url(for: String(repeating: "云", count: 1_000))
        }
        #expect(failure?.message.contains("the limit is 8192") == true)
    }

    @Test(arguments: [
        ("http://h.example/{word}", "h.example"), ("HTTPS://H.Example:8443/{word}", "h.example"),
        ("http://127.0.0.1:8080/{word}", "127.0.0.1"), ("http://[::1]/{word}", "::1"),
        ("http://localhost/{word}", "localhost"),
    ])
    func theHostIsTold(template: String, host: String) throws {
        #expect(try URLTemplate(template).host == host)
    }

    @Test(arguments: [
        ("", URLTemplateFault.malformed("")), ("/wiki/{word}", .malformed("/wiki/{word}")),
        ("ftp://h.example/{word}", .scheme("ftp")), ("javascript://h/{word}", .scheme("javascript")),
        ("https://h.example/wiki", .placeholders(0)), ("https://h.example/{word}/{word}", .placeholders(2)),
        ("https://{word}.example/x", .placeholderInHost), ("https://{word}.example/{word}", .placeholderInHost),
        ("https://h.example{word}", .placeholderInHost), ("https://user@h.example/{word}", .credentials),
        ("https://h.example/#{word}", .placeholderInFragment), ("https://h.example/{word}/{page}", .strayBrace),
        ("https://h.example/a b/{word}", .unencoded(" ")), ("https://h.example/查/{word}", .unencoded("查")),
        ("https://h.example\\@evil.example/{word}", .credentials),
        ("https://h.example/\u{0}{word}", .unencoded("\u{0}")),
        ("https:///{word}", .malformed("https:///{word}")),
        ("https://h.example:99999/{word}", .malformed("https://h.example:99999/{word}")),
        ("https://h.example/\r\n{word}", .unencoded("\r\n")),
    ])
    func aWrongTemplateIsRefusedWithASentence(source: String, fault: URLTemplateFault) {
        let thrown = #expect(throws: URLTemplateFault.self) { try URLTemplate(source) }
        #expect(thrown == fault)
        #expect(thrown?.description.hasSuffix(".") == true)
    }
}
