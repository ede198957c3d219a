import TestSupport
import Testing

@testable import Web

@Suite struct CharsetTests {
    @Test func aPageInUTF8IsNotCopied() {
        let page = page("Wölkchen ☁️ 云", type: "text/html; charset=utf-8")
        let same = page.body.withUnsafeBufferPointer { before in
            page.utf8.withUnsafeBufferPointer { $0.baseAddress == before.baseAddress }
        }
        #expect(same)
    }

    @Test(
        arguments: [
            ("text/html; charset=GBK", [0xD6, 0xD0, 0xCE, 0xC4], "中文"),
            ("text/html;charset=\"gb2312\"", [0xD6, 0xD0, 0xCE, 0xC4], "中文"),
            ("text/html; charset=gb18030", [0x81, 0x30, 0x81, 0x30], "\u{80}"),
            ("text/html; Charset = 'Big5'", [0xA4, 0xA4, 0xA4, 0xE5], "中文"),
            ("text/html; charset=ISO-8859-1", [0x63, 0x61, 0x66, 0xE9, 0x20, 0x80, 0x93], "café €“"),
            ("text/html; charset=Shift_JIS", [0x93, 0xFA, 0x96, 0x7B], "日本"),
            ("text/html; charset=EUC-JP", [0xC6, 0xFC, 0xCB, 0xDC], "日本"),
            ("text/html; charset=koi8-r", [0xCD, 0xC9, 0xD2], "мир"),
            ("text/html; charset=utf-16be", [0x4E, 0x2D], "中"),
        ] as [(String, [UInt8], String)])
    func theHeadersCharsetIsRead(type: String, body: [UInt8], text: String) {
        #expect(page(body, type: type).text == text)
    }

    @Test(arguments: [
        "<meta charset=gbk>", "<meta charset=\"GB2312\">", "<META CHARSET = 'gb18030' />",
        "<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=gb2312\">",
        "<?xml version=\"1.0\" encoding=\"gbk\"?>", "<!-- <meta charset=utf-8> --><meta charset=gbk>",
        "<title>1 < 2</title><meta name=a><meta charset=gbk>",
    ])
    func thePagesOwnDeclarationIsRead(declaration: String) {
        let body = Array(declaration.utf8) + [0xD6, 0xD0]
        #expect(page(body, type: "text/html").text == declaration + "中")
        #expect(page(body, type: nil).text == declaration + "中")
    }

    @Test func aDeclarationBehindALongCommentIsRead() {
        let head = "<!--" + String(repeating: "-", count: 2_000) + "--><meta charset=gbk>"
        #expect(page(Array(head.utf8) + [0xD6, 0xD0], type: "text/html").text.hasSuffix("中"))
    }

    @Test func theHeaderIsMoreThanTheMeta() {
        #expect(page("<meta charset=gbk>中", type: "text/html; charset=utf-8").text == "<meta charset=gbk>中")
    }

    @Test func aByteOrderMarkIsMoreThanTheHeaderAndIsNotText() {
        let text = page([0xEF, 0xBB, 0xBF] + Array("é".utf8), type: "text/html; charset=iso-8859-1").text
        #expect(text.unicodeScalars.map(\.value) == [0xE9])
        #expect(page([0xFF, 0xFE, 0x2D, 0x4E], type: nil).text == "中")
        #expect(page([0xEF, 0xBB, 0xBF, 0xFF], type: nil).text == "\u{FFFD}")
    }

    @Test func aMetaInJSONIsSomebodysText() {
        let json = #"{"html": "<meta charset=gbk>中"}"#
        #expect(page(json, type: "application/json").text == json)
    }

    @Test(arguments: [
        "text/html; charset=klingon", "text/html; charset=", "text/html; charset", "",
        "text/html; charset=UTF-8//IGNORE",
    ])
    func anUnknownCharsetIsPassedOver(type: String) {
        #expect(page("<meta charset=utf-8>é", type: type).text.hasSuffix("é"))
    }

    @Test func aMetaThatSaysUTF16IsWrong() {
        #expect(page("<meta charset=utf-16>é", type: "text/html").text.hasSuffix("é"))
    }

    @Test func aPageThatDeclaresNothingIsUTF8OrElseWindows1252() {
        #expect(page("<p>café", type: "text/html").text == "<p>café")
        #expect(page(Array("<p>caf".utf8) + [0xE9, 0x20, 0x93, 0x80], type: "text/html").text == "<p>café “€")
        #expect(page([0xE9], type: "application/json").text == "\u{FFFD}")
        #expect(page([0xE9], type: "text/html; charset=utf-8").text == "\u{FFFD}")
    }

    @Test func aLateDeclarationIsReadWhereThePageCannotBeUTF8() {
        let head = "<head><script>\(String(repeating: "x", count: 9_000))</script><meta charset=gbk>"
        #expect(page(Array(head.utf8) + [0xD6, 0xD0], type: "text/html").text.hasSuffix("中"))
        #expect(page(head + "中", type: "text/html").text.hasSuffix("中"))
    }

    /// Each read to the next end of a tag, these would be a hundred thousand million bytes.
    @Test(
        .timeLimit(.minutes(10)), arguments: ["<", "<m", "<meta ", "<?xml ", "<META charset", "<meta charset=", "<!--"])
    func `a page that cannot be UTF-8 and whose tags do not end is looked through once`(piece: String) {
        let body = Array(String(repeating: piece, count: 400_000).utf8) + [0xE9] + Array(">".utf8)
        #expect(CharsetSniffer.charset(contentType: nil, body: body).charset == .windows1252)
    }

    @Test func whatIsKnownOfASiteIsMoreThanWhatItDeclares() {
        let charset = Charset(label: "GBK")
        let body = Array("<meta charset=utf-8>".utf8) + [0xD6, 0xD0]
        #expect(
            String(decoding: page(body, type: "text/html; charset=utf-8").utf8(knownAs: charset), as: UTF8.self)
                .hasSuffix("中"))
        #expect(page([0xEF, 0xBB, 0xBF, 0xC3, 0xA9], type: nil).utf8(knownAs: charset) == [0xC3, 0xA9])
    }

    @Test func whatIsNotAllowedIsRepaired() {
        #expect(
            page([0x61, 0xFF, 0xC3, 0x62, 0xE4, 0xB8], type: "text/html; charset=utf-8").text
                == "a\u{FFFD}\u{FFFD}b\u{FFFD}")
        #expect(page([0xED, 0xA0, 0x80, 0x61], type: "text/html; charset=utf-8").text.hasSuffix("a"))
        let gbk = page([0xD6, 0xD0, 0xFF, 0x61, 0xCE], type: "text/html; charset=gbk").text
        #expect(gbk == "中\u{FFFD}a\u{FFFD}")
    }

    /// Whatever the bytes and the encoding: valid UTF-8, and no crash.
    @Test(arguments: [
        "utf-8", "gbk", "big5", "shift_jis", "euc-jp", "iso-2022-jp", "euc-kr", "utf-16", "windows-1252", "tis-620",
    ])
    func noiseBecomesValidText(charset: String) {
        var generator = Noise(state: 42)
        for length in [0, 1, 2, 3, 100, 40_000] {
            let noise = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            let page = page(noise, type: "text/html; charset=\(charset)")
            #expect(String(validating: page.utf8, as: UTF8.self) != nil)
        }
    }

    @Test func everyCharsetThatIsKnownIsThere() {
        for label in ["macintosh", "ibm866", "windows-874", "iso-8859-16", "koi8-u", "euc-kr", "big5", "iso-2022-jp"] {
            let charset = Charset(label: label)
            #expect(charset.flatMap { Transcoder.utf8(from: $0, [0x61]) } == [0x61], "\(label)")
        }
    }

    @Test(arguments: [FaultRoute.gbk, .gbkInMeta])
    func pagesInGBKAreReadFromAServer(route: FaultRoute) async throws {
        let server = try await FaultServer()
        let fetcher = CurlFetcher(userAgent: try UserAgent(contact: nil), limits: .patient)
        let page = try await fetcher.fetch(PageRequest(url: server.url(route), source: "cn/test", word: "中文"))
        #expect(page.text.hasSuffix("中文"))
    }

    private func page(_ body: [UInt8], type: String?) -> Page {
        Page(url: "https://dictionary.example/", headers: type.map { ["content-type": $0] } ?? [:], body: body)
    }

    private func page(_ body: String, type: String?) -> Page { page(Array(body.utf8), type: type) }
}

/// The same numbers in every run.
private struct Noise: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return state ^ state >> 29
    }
}
