import Foundation
import Lexicon
import Testing

@Suite struct ForeignTexts {
    @Test(arguments: [
        ("Wolke", "Wolke"), ("a\nb\u{7}", "a\u{FFFD}b\u{FFFD}"), ("a\u{202E}b", "a\u{FFFD}b"),
        ("a\u{2028}b", "a\u{FFFD}b"), ("a\r\nb", "a\u{FFFD}\u{FFFD}b"), ("می\u{200C}خواهم", "می\u{200C}خواهم"),
    ])
    func `a message has nothing in it that disturbs a terminal or a log`(text: String, shown: String) {
        #expect(printable(text) == shown)
        #expect(quoted(text) == "\"\(shown)\"")
    }

    @Test func `a message cuts what is long`() {
        #expect(quoted(String(repeating: "ü", count: 100)).hasSuffix("ü\""))
        #expect(quoted("Wolkenkratzer", limit: 5) == "\"Wolke…\"")
        // Marks upon one letter are no way around the limit.
        #expect(quoted("a" + String(repeating: "\u{301}", count: 5_000)).unicodeScalars.count == 103)
    }
}

@Suite struct StreamSafeTexts {
    @Test(arguments: [
        "", "cloud", "Ǖ̂ ñ̃", "नमस्ते", "สวัสดี", "한국어", "가각", "🏳️‍🌈👩‍👩‍👧‍👦", "🇫🇷🇩🇪", String(repeating: "雨", count: 100),
        String(repeating: "e\u{301}\u{323}", count: 100), "a" + String(repeating: "\u{301}", count: 30),
    ])
    func `are those that people write, as they are`(text: String) {
        #expect(text.streamSafe.unicodeScalars.elementsEqual(text.unicodeScalars))
    }

    @Test(arguments: ["\u{301}", "\u{301}\u{323}", "\u{1F1E6}", "\u{200D}", "\u{FE0F}", "\u{5B0}", "\u{3099}"])
    func `have no more than thirty marks on a letter`(mark: String) {
        let text = "x" + String(repeating: mark, count: 1_000) + "y" + mark
        #expect(text.streamSafe.unicodeScalars.count <= 1 + 30 + 1 + mark.unicodeScalars.count)
        #expect(text.streamSafe.unicodeScalars.contains("y"))
    }
}

@Suite struct PercentEncodings {
    @Test(arguments: ["cloud", "à la/Coque?", "100 %", "云", "a+b&c=d#e", "~._-", "\u{0}"])
    func `what is encoded is one piece of an address, and decodes to itself`(text: String) throws {
        let encoded = PercentEncoding.encode(text)
        #expect(encoded.utf8.allSatisfy { PercentEncoding.isUnreserved($0) || $0 == UInt8(ascii: "%") })
        #expect(try PercentEncoding.decode(encoded) == text)
    }

    @Test(arguments: ["%", "a%2", "%zz", "%2", "%%41"]) func `a percent sign alone is broken`(text: String) {
        #expect(throws: PercentEncodingFault.broken) { try PercentEncoding.decode(text) }
    }

    @Test(arguments: ["%ff", "%C3", "%ed%a0%80"]) func `bytes that are no UTF-8 stand for nothing`(text: String) {
        #expect(throws: PercentEncodingFault.notUTF8) { try PercentEncoding.decode(text) }
    }
}

@Suite struct Moments {
    @Test(arguments: [
        ("2026-11-23T21:00:00Z", 0), ("2026-11-23T21:00:00.250Z", 0.25), ("2026-11-23T22:00:00+01:00", 0),
    ])
    func `a moment may have fractions of a second and any zone`(text: String, rest: TimeInterval) throws {
        let date = try #require(RFC3339.date(text))
        #expect(abs(date.timeIntervalSince1970 - 1_795_467_600 - rest) < 0.001)
    }

    @Test(arguments: ["", "tomorrow", "2026-11-23", "21:00:00Z"]) func `anything else is none`(text: String) {
        #expect(RFC3339.date(text) == nil)
    }
}
