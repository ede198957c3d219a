import Lexicon
import Markup

/// A heading of a page of Wiktionary that is not parsed yet.
struct HeadingBytes {
    /// How much of what stands before a heading is looked at, in bytes: mobile skins set icons between the wrapper and
    /// the heading.
    static let reach = 512
    /// Bytes of a heading with all that is in it, many times as many as any has. What is longer is left to the tree of the
    /// page, which the budget bounds.
    static let longest = 16 << 10

    private let bytes: ArraySlice<UInt8>
    private let before: ArraySlice<UInt8>

    /// - Parameters:
    ///   - bytes: From `<h2` to behind `</h2>`, or of another level.
    ///   - before: What stands before it.
    init(_ bytes: ArraySlice<UInt8>, after before: ArraySlice<UInt8>) {
        self.bytes = bytes
        self.before = before
    }

    /// Whether it begins a language's section, and none of the skin around the page: of the shapes that are alive, each
    /// has a mark of its own in it or right before it, and a bare one has its text for an id.
    var isSection: Bool {
        if bytes.range(of: "mw-headline") != nil { return true }
        // What is before the wrapper of the heading belongs to something else.
        var wrapper = before
        while let end = wrapper.range(of: "</h") { wrapper = wrapper[end.upperBound...] }
        if ["mw-heading", "data-mw-section-id"].contains(where: { wrapper.range(of: $0) != nil }) { return true }
        guard let id = bytes.range(of: " id=\""), let close = bytes.range(of: "\"", from: id.upperBound) else {
            return false
        }
        return String(decoding: bytes[id.upperBound..<close.lowerBound], as: UTF8.self).streamSafe
            .replacing("_", with: " ")
            == text
    }

    /// Its text as a reader sees it, without a number at its end, where it names the language.
    func title(naming language: SectionHeading) -> String? {
        // Most headings are another language's, and need not be parsed to see it.
        let mayName = language.names.contains { bytes.range(of: $0) != nil } || bytes.range(of: "&") != nil
        guard mayName, let document = try? Document(html: bytes) else { return nil }
        document.remove(Self.noName)
        let title = document.root.map(SectionPart.title) ?? ""
        return language.isName(title) ? title : nil
    }

    /// What is between its tags, with white space at the ends taken off.
    private var text: String {
        var text: [UInt8] = []
        var isTag = false
        for byte in bytes {
            switch byte {
            case UInt8(ascii: "<"): isTag = true
            case UInt8(ascii: ">"): isTag = false
            default: if !isTag { text.append(byte) }
            }
        }
        return String(decoding: text, as: UTF8.self).streamSafe.split(whereSeparator: \.isWhitespace).joined(
            separator: " ")
    }

    private static let noName = Selector.known(".mw-editsection")
}
