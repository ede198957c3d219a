import Client
import Foundation
import Gateway
import Lexicon
import TestSupport
import Testing

@Suite struct ThePage {
    private let found = ScriptedLookups { LookupReply.found($0) }

    @Test func `the beginning has a form, and the languages by their own names`() async throws {
        try await TestGateway.serving(found) { gateway in
            let page = try await gateway.get("/", headers: ["Accept-Language": "xx, fr-CA;q=0.8, en"])
            #expect(page.status == 200)
            #expect(page.headers["content-type"] == "text/html; charset=utf-8")
            #expect(page.body.contains(#"<html lang="en">"#))
            #expect(page.body.contains(#"<option value="fr" lang="fr" selected>Français</option>"#))
            #expect(page.body.contains(#"<option value="en" lang="en">English</option>"#))
            let tag = try #require(page.headers["etag"])
            let same = ["Accept-Language": "fr", "If-None-Match": tag]
            #expect(try await gateway.get("/", headers: same).status == 304)
        }
        #expect(found.asked.isEmpty)
    }

    @Test func `nothing but the gateway's own files may be part of a page`() async throws {
        try await TestGateway.serving(found) { gateway in
            for path in ["/", "/en/cloud", "/xx/cloud"] {
                let page = try await gateway.get(path)
                let policy = try #require(page.headers["content-security-policy"])
                #expect(policy.hasPrefix("default-src 'none'; script-src 'self'; style-src 'self';"))
                #expect(!policy.contains("unsafe"))
                #expect(!page.body.contains("<style") && !page.body.contains(" style="))
                #expect(page.body.firstMatch(of: /\son[a-z]+=/) == nil)
                #expect(page.body.matches(of: /<script[^>]*>/).count == 1)
                for asset in page.body.matches(of: /(?:src|href)="(\/assets\/[^"]*)"/).map(\.output.1) {
                    #expect(try await gateway.get(String(asset)).status == 200)
                }
            }
        }
    }

    @Test(arguments: [
        ("/assets/page.css", "text/css; charset=utf-8"), ("/assets/page.js", "text/javascript; charset=utf-8"),
        ("/assets/icon.svg", "image/svg+xml"), ("/robots.txt", "text/plain; charset=utf-8"),
    ])
    func `files are kept for a while, and told by their content`(path: String, type: String) async throws {
        try await TestGateway.serving(found) { gateway in
            let file = try await gateway.get(path)
            #expect(file.status == 200)
            #expect(file.headers["content-type"] == type)
            #expect(file.headers["cache-control"] == "max-age=300")
            let tag = try #require(file.headers["etag"])
            #expect(try await gateway.get(path, headers: ["If-None-Match": tag]).status == 304)
        }
    }

    @Test(arguments: [
        ("language=fr&word=nuage", "/fr/nuage"), ("word=+ice+cream%20&language=ENG", "/en/ice%20cream"),
        ("language=en&word=a%2Fb%3Fc%23d%25", "/en/a%2Fb%3Fc%23d%25"),
        ("language=en&word=50%25", "/en/50%25"), ("language=en&word=%E4%BA%91%0D%0AX", "/en/%E4%BA%91%0D%0AX"),
        ("language=en&word=1%2B1", "/en/1%2B1"),
    ])
    func `the form leads to the word's own page`(query: String, address: String) async throws {
        let answer = try await TestGateway.serving(found) { try await $0.get("/?\(query)") }
        #expect(answer.status == 303)
        #expect(answer.headers["location"] == address)
        #expect(found.asked.isEmpty)
    }

    @Test func `a form without a language asks in the one that the browser prefers`() async throws {
        try await TestGateway.serving(found) { gateway in
            let answer = try await gateway.get("/?word=nuage", headers: ["Accept-Language": "fr"])
            #expect(answer.headers["location"] == "/fr/nuage")
            #expect(try await gateway.get("/?word=nuage").status == 404)
        }
    }

    @Test func `words that are folders to a browser are answered where they are asked`() async throws {
        let answer = try await TestGateway.serving(found) { try await $0.get("/?language=en&word=..") }
        #expect(answer.status == 200)
        #expect(answer.body.contains("<h2>..</h2>"))
    }

    @Test func `a form without a word is the beginning, in its language`() async throws {
        let answer = try await TestGateway.serving(found) { try await $0.get("/?language=fr&word=+") }
        #expect(answer.status == 200)
        #expect(answer.body.contains(#"lang="fr" selected"#))
    }

    @Test func `a word's page has all that the reply has`() async throws {
        let fetchedAt = Date(timeIntervalSince1970: 1_700_000_000)
        let found = ScriptedLookups { LookupReply.found($0, fetchedAt: fetchedAt) }
        try await TestGateway.serving(found) { gateway in
            let page = try await gateway.get("/ENGLISH/ice%20cream")
            #expect(page.status == 200)
            #expect(page.body.contains("<title>ice cream · English · dico</title>"))
            #expect(page.body.contains(#"value="ice cream""#))
            #expect(page.body.contains(#"<div lang="en" dir="ltr">"#))
            for text in [
                "<h2>ice cream</h2>", "<h2>ICE CREAM</h2>", "noun", "verb", "/klaʊd/", "A thing:", "a small one",
                "dated",
                "<q>Such a thing!</q>", #"href="/en/item""#, #"href="/en/matter""#, #"href="/en/nothing""#, "Synonym",
                "Antonym", #"<a href="https://example.org/w" rel="noreferrer external">Wiktionary</a>"#,
                #"href="https://creativecommons.org/licenses/by-sa/4.0/""#, "CC BY-SA 4.0", "3 entries",
                #"<time datetime="2023-11-14T22:13:20Z">14 November 2023</time>"#,
            ] {
                #expect(page.body.contains(text), "\(text) is missing")
            }
            let tag = try #require(page.headers["etag"])
            #expect(page.headers["cache-control"] == "no-cache")
            #expect(try await gateway.get("/en/ice%20cream", headers: ["If-None-Match": tag]).status == 304)
            #expect(found.asked.map(\.word) == ["ice cream", "ice cream"])
        }
    }

    @Test(arguments: [
        ("„Nebel.“", "Nebel."), ("„Nein“, sagte er, „nie“", "„Nein“, sagte er, „nie“"), ("\"Rain!\"", "Rain!"),
        ("« Oui »", "Oui"), ("‘tis so’", "tis so"), ("“", "“"), ("", ""),
    ])
    func `an example has quotation marks once`(example: String, shown: String) async throws {
        let lookups = ScriptedLookups { request in
            let sense = Sense(definition: "x", examples: [example])
            return LookupReply(
                word: request.word, outcome: .found, entries: [Entry(headword: "x", senses: [sense])])
        }
        let page = try await TestGateway.serving(lookups) { try await $0.get("/en/x") }
        #expect(page.body.contains("<q>\(shown)</q>"))
    }

    @Test(arguments: [
        (Outcome.notFound, 404, "No entry for"), (.rejected, 400, "This cannot be looked up"),
        (.blocked, 502, "The site turned us away"), (.markupChanged, 502, "The page could not be read"),
        (.unavailable, 503, "The site did not answer"), (.expired, 504, "No answer in time"),
    ])
    func `every other outcome is told in plain words`(outcome: Outcome, status: Int, heading: String) async throws {
        let lookups = ScriptedLookups { request in
            LookupReply(word: request.word, language: "en", outcome: outcome, error: "It just <is>.")
        }
        let page = try await TestGateway.serving(lookups) { try await $0.get("/en/clowd") }
        #expect(page.status == status)
        #expect(page.headers["content-type"] == "text/html; charset=utf-8")
        #expect(page.body.contains(heading))
        #expect(page.body.contains(">clowd</q>"))
        #expect(page.body.contains(#"class="retry in-place" rel="nofollow" href="/en/clowd""#) == (status > 502))
        #expect((page.headers["retry-after"] != nil) == (status == 503))
        #expect(page.body.contains("It just &lt;is&gt;.") == (outcome != .notFound))
        if outcome == .notFound {
            #expect(page.body.contains("https://en.wiktionary.org/") && page.body.contains("<li>Other</li>"))
            #expect(page.body.contains(#"href="/fr/clowd">Français</a>"#))
        }
    }

    @Test func `silence, a full gateway and a wrong address are pages too`() async throws {
        let silent = ScriptedLookups { request throws(Silence) in
            throw request.word == "away" ? .brokerAway("The broker is away.") : .timedOut(.seconds(15))
        }
        try await TestGateway.serving(silent) { gateway in
            let late = try await gateway.get("/en/late")
            #expect(late.status == 504)
            #expect(late.body.contains("No answer in time") && late.body.contains("Try again"))
            let away = try await gateway.get("/en/away")
            #expect(away.status == 503)
            #expect(away.body.contains("The broker is away.") && away.body.contains("Try again"))
            let long = try await gateway.get("/en/" + String(repeating: "x", count: 201))
            #expect(long.status == 400)
            #expect(long.body.contains("at most 200"))
            let broken = try await gateway.get("/en/%ff")
            #expect(broken.status == 400)
            #expect(broken.body.contains("UTF-8") && broken.headers["content-type"] == "text/html; charset=utf-8")
        }
        try await TestGateway.serving(found, .init(rate: 0.001)) { gateway in
            #expect(try await gateway.get("/en/cloud").status == 200)
            let refused = try await gateway.get("/en/cloud")
            #expect(refused.status == 429)
            #expect(refused.body.contains("Too many words at once") && refused.body.contains(#"href="/en/cloud""#))
        }
    }

    @Test func `an unknown language is a page with those there are`() async throws {
        for path in ["/xx/cloud", "/?language=xx&word=cloud"] {
            let page = try await TestGateway.serving(found) { try await $0.get(path) }
            #expect(page.status == 404)
            #expect(page.body.contains("There is no such language here"))
            #expect(page.body.contains(#"href="/en/cloud">English</a>"#), "\(path)")
        }
    }

    /// A quotation mark with an accent is one character, and for a browser still a quotation mark.
    static let nasty = [
        "<b>&\"'</b>", "\"\u{301} autofocus \"", "<\u{338}script>", "'\u{200D}>", "{{word}}{{{title}}}",
    ]

    @Test(arguments: nasty)
    func `whatever a text is made of, it is text`(text: String) async throws {
        let lookups = ScriptedLookups { request in
            let credit = SourceCredit(
                id: "x", name: text, url: "javascript:alert(1)", license: text, attribution: text)
            guard request.word.hasPrefix("good") else {
                return LookupReply(word: text, outcome: .blocked, source: credit, error: text)
            }
            let sense = Sense(
                definition: text, labels: [text], examples: [text], synonyms: [text], antonyms: [text],
                senses: [Sense(definition: text)])
            return LookupReply(
                word: text, language: "en", outcome: .found, source: credit,
                entries: [
                    Entry(
                        headword: text, partOfSpeechLabel: text, pronunciations: [Pronunciation(text: text)],
                        senses: [sense], synonyms: [text])
                ])
        }
        let encoded = text.utf8.map { "%" + String(Int($0) + 256, radix: 16).dropFirst() }.joined()
        let escaped = text.unicodeScalars.map { scalar in
            ["<": "&lt;", ">": "&gt;", "&": "&amp;", "\"": "&quot;", "'": "&#39;"][scalar] ?? String(scalar)
        }.joined()
        try await TestGateway.serving(lookups) { gateway in
            for path in ["/en/good\(encoded)", "/en/\(encoded)", "/\(encoded)/\(encoded)"] {
                let page = try await gateway.get(path)
                // By code points: as characters, an accent hides what it stands on.
                let (scalars, raw) = (Array(page.body.unicodeScalars), Array(text.unicodeScalars))
                if text != escaped { #expect(!scalars.contains(raw), "\(path)") }
                #expect(scalars.contains(Array(escaped.unicodeScalars)), "\(path)")
                #expect(!page.body.contains("javascript:"))
            }
        }
    }

    @Test func `where tokens are asked for, the page asks for one too`() async throws {
        try await TestGateway.serving(found, .init(tokens: ["secret"])) { gateway in
            for path in ["/", "/en/cloud"] {
                let page = try await gateway.get(path)
                #expect(page.status == 401)
                #expect(page.headers["www-authenticate"] != nil)
                #expect(try await gateway.get(path, headers: ["Authorization": "Bearer secret"]).status == 200)
            }
            #expect(try await gateway.get("/assets/page.css").status == 401)
        }
    }

    @Test(arguments: ["/v1/languages", "/openapi.yaml", "/health/live", "/metrics", "/v1/en/cloud"])
    func `a page stands in no program's way`(path: String) async throws {
        let answer = try await TestGateway.serving(found) { try await $0.get(path) }
        #expect(answer.status == 200)
        #expect(answer.headers["content-type"]?.contains("html") == false)
    }
}
