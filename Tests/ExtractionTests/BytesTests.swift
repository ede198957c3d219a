import Testing

@testable import Extraction

@Suite struct `Bytes` {
    /// Place by place.
    private func place(of text: String, in bytes: ArraySlice<UInt8>, from start: Int) -> Range<Int>? {
        let wanted = Array(text.utf8)
        return bytes.indices.first { $0 >= start && bytes[$0...].starts(with: wanted) }.map { $0..<$0 + wanted.count }
    }

    @Test(arguments: ["<", "<h", "<h2", "</h2>", "h2h2h2h2h2h2", "=<", "\u{0}\u{1}\u{0}", "é<"])
    func `are found where they stand first`(text: String) {
        let pieces = ["<", "h", "2", "/", ">", "=", "\u{0}", "\u{1}", "é", "h2", "<h2", "</h2>", text]
        for length in 0..<60 {
            let bytes = Array((0..<length).map { pieces[(length * 7 + $0 * $0 * 5 + $0) % pieces.count] }.joined().utf8)
            let part = bytes[(bytes.count / 4)..<(bytes.count - bytes.count / 5)]
            for start in [0, bytes.count / 3, bytes.count] {
                #expect(bytes.range(of: text, from: start) == place(of: text, in: bytes[...], from: start))
                #expect(part.range(of: text, from: start) == place(of: text, in: part, from: start))
            }
        }
    }
}
