internal import CLibxml2

/// Splits a page into tags and texts, by the rules of HTML's tokenization. Comments, and what HTML takes for one
/// (`<![if …]>`, `<?…>`), are passed over.
///
/// It moves forward only, with `memchr` from one mark to the next, and copies nothing.
struct Tokenizer {
    enum Token {
        /// Characters, with references resolved; zero bytes are still in them. Valid until the next token.
        case text(UnsafeBufferPointer<UInt8>)
        /// `tag` says which, for these and the next.
        case start
        case end
        case doctype(isQuirky: Bool)
        case endOfPage
    }

    /// A tag as it was read last.
    struct TagToken {
        var tag = Tag.other
        /// As written.
        var name = UnsafeBufferPointer<UInt8>(start: nil, count: 0)
        /// The same for the same name in any case, and different for any other.
        var key: UInt64 = 0
        var isSelfClosing = false
    }

    struct Attribute {
        /// As written.
        var name: UnsafeBufferPointer<UInt8>
        /// As written, without its quotes.
        var value: UnsafeBufferPointer<UInt8>
    }

    /// Attributes of one tag that are kept: each new one is compared with all before.
    private static let maximumAttributes = 256

    let html: UnsafeBufferPointer<UInt8>
    private(set) var position = 0
    private(set) var tag = TagToken()
    /// Those of the last start tag that anybody asks for, each name once.
    private(set) var attributes: [Attribute] = []

    private let kept: AttributeNames
    private let names = TagNames.html
    /// Where the next `<` at or behind `position` is, as far as that is known.
    private var nextOpen = -1
    /// The characters of one reference.
    private let resolved: UnsafeMutablePointer<UInt8>

    init(_ html: UnsafeBufferPointer<UInt8>, keeping kept: AttributeNames) {
        self.html = html
        self.kept = kept
        resolved = .allocate(capacity: 16)
        attributes.reserveCapacity(16)
        if has("\u{FEFF}", at: 0) { position = 3 }
    }

    func free() { resolved.deallocate() }

    /// - Parameter isForeign: Inside `svg` or `math`, where `<![CDATA[` is no comment.
    mutating func next(isForeign: Bool) -> Token {
        while position < html.count {
            switch html[position] {
            case UInt8(ascii: "<"):
                if let token = readMarkup(isForeign: isForeign) { return token }
            case UInt8(ascii: "&"): return readReference(before: html.count)
            default: return readText(from: position)
            }
        }
        return .endOfPage
    }

    // MARK: Text

    /// From `position` to the next tag or reference behind `start`.
    private mutating func readText(from start: Int) -> Token {
        if nextOpen < start { nextOpen = find(UInt8(ascii: "<"), from: start) ?? html.count }
        return .text(take(upTo: find(UInt8(ascii: "&"), from: start, before: nextOpen) ?? nextOpen))
    }

    private mutating func readReference(before end: Int) -> Token {
        guard let reference = CharacterReference(in: html, at: position, before: end, inAttribute: false) else {
            if end == html.count { return readText(from: position + 1) }
            return .text(take(upTo: find(UInt8(ascii: "&"), from: position + 1, before: end) ?? end))
        }
        position += reference.length
        return .text(UnsafeBufferPointer(start: resolved, count: reference.write(to: resolved)))
    }

    private mutating func take(upTo end: Int) -> UnsafeBufferPointer<UInt8> {
        defer { position = end }
        return UnsafeBufferPointer(rebasing: html[position..<end])
    }

    /// A piece of a text in which tags mean nothing, and references do; nil at `end`.
    mutating func nextPiece(before end: Int) -> UnsafeBufferPointer<UInt8>? {
        guard position < end else { return nil }
        if html[position] == UInt8(ascii: "&"), case .text(let piece) = readReference(before: end) { return piece }
        return take(upTo: find(UInt8(ascii: "&"), from: position, before: end) ?? end)
    }

    /// A text in which nothing means anything; nil at `end`.
    mutating func nextRawPiece(before end: Int) -> UnsafeBufferPointer<UInt8>? {
        position < end ? take(upTo: end) : nil
    }

    mutating func skip(to end: Int) { position = max(position, end) }

    /// Passes over a line end that stands right here.
    mutating func skipLineEnd() {
        if byte(position) == 0x0D { position += 1 }
        if byte(position) == 0x0A { position += 1 }
    }

    // MARK: Mark-up

    /// What the `<` at `position` begins; nil where that is passed over.
    private mutating func readMarkup(isForeign: Bool) -> Token? {
        let open = position
        let next = byte(open + 1)
        if next.isLetter { return readTag(from: open + 1) ? .start : nil }
        switch next {
        case UInt8(ascii: "/"):
            if byte(open + 2).isLetter { return readTag(from: open + 2) ? .end : nil }
            // At the very end it is text.
            if open + 2 >= html.count { return .text(take(upTo: html.count)) }
            skipBogusComment(from: open + 2)
        case UInt8(ascii: "!"):
            if has("--", at: open + 2) {
                position = endOfComment(from: open + 2)
            } else if hasIgnoringCase("doctype", at: open + 2) {
                return readDoctype(from: open + 9)
            } else if isForeign, has("[CDATA[", at: open + 2) {
                return readCharacterData(from: open + 9)
            } else {
                skipBogusComment(from: open + 2)
            }
        case UInt8(ascii: "?"): skipBogusComment(from: open + 1)
        default: return readText(from: open + 1)
        }
        return nil
    }

    private mutating func skipBogusComment(from start: Int) {
        position = find(UInt8(ascii: ">"), from: start).map { $0 + 1 } ?? html.count
    }

    /// Behind the first `-->` or `--!>`, or at the end of the page. `<!-->` and `<!--->` are whole comments.
    private func endOfComment(from start: Int) -> Int {
        var place = start
        while let close = find(UInt8(ascii: ">"), from: place) {
            if close - start >= 2, has("--", at: close - 2) { return close + 1 }
            if close - start >= 5, has("--!", at: close - 3) { return close + 1 }
            place = close + 1
        }
        return html.count
    }

    private mutating func readCharacterData(from start: Int) -> Token? {
        position = start
        var place = start
        while let close = find(UInt8(ascii: ">"), from: place) {
            if close - start >= 2, has("]]", at: close - 2) {
                let text = take(upTo: close - 2)
                position = close + 1
                return .text(text)
            }
            place = close + 1
        }
        return start < html.count ? .text(take(upTo: html.count)) : nil
    }

    /// Pages without a public name of HTML 4, as all of today are, follow the standard; those with an older one do not.
    private mutating func readDoctype(from start: Int) -> Token {
        skipBogusComment(from: start)
        let end = max(start, min(position, html.count) - 1)
        let text = String(decoding: html[min(start, end)..<end], as: UTF8.self).lowercased()
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count > 1 else { return .doctype(isQuirky: words.first != "html") }
        let isOld = [
            "//dtd html 2", "//dtd html 3", "//dtd html 4.0 ", "//dtd w3 html", "//dtd html strict", "//dtd html//",
            "-//ietf//",
        ].contains { text.contains($0) }
        let isLoose = ["//dtd html 4.01 transitional", "//dtd html 4.01 frameset"].contains { text.contains($0) }
        return .doctype(isQuirky: words[0] != "html" || isOld || isLoose && !text.contains("http://"))
    }

    // MARK: Tags

    /// Reads the tag whose name begins at `start`; false where the page ends within it, which makes it none.
    private mutating func readTag(from start: Int) -> Bool {
        position = start
        while position < html.count, !endsName(html[position]) { position += 1 }
        tag.name = UnsafeBufferPointer(rebasing: html[start..<position])
        tag.tag = names.tag(tag.name)
        tag.key = tag.tag == .other ? Self.key(tag.name) : UInt64(tag.tag.rawValue)
        tag.isSelfClosing = false
        attributes.removeAll(keepingCapacity: true)
        while position < html.count {
            switch html[position] {
            case UInt8(ascii: ">"):
                position += 1
                return true
            case UInt8(ascii: "/"):
                position += 1
                tag.isSelfClosing = byte(position) == UInt8(ascii: ">")
            case let byte where byte.isSpace: position += 1
            default: readAttribute()
            }
        }
        return false
    }

    private mutating func readAttribute() {
        let start = position
        // A `=` in front is a part of the name.
        repeat {
            position += 1
        } while position < html.count && !endsName(html[position]) && html[position] != UInt8(ascii: "=")
        let name = UnsafeBufferPointer(rebasing: html[start..<position])
        var value = UnsafeBufferPointer(rebasing: html[position..<position])
        var place = position
        while byte(place).isSpace { place += 1 }
        if byte(place) == UInt8(ascii: "=") {
            position = place + 1
            while byte(position).isSpace { position += 1 }
            value = readValue()
        }
        guard attributes.count < Self.maximumAttributes, kept.contains(name) || Self.isForParsing(name),
            !attributes.contains(where: { $0.name.equalsIgnoringCase(name) })
        else { return }
        attributes.append(Attribute(name: name, value: value))
    }

    private mutating func readValue() -> UnsafeBufferPointer<UInt8> {
        let quote = byte(position)
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = position + 1
            let end = find(quote, from: start) ?? html.count
            position = min(end + 1, html.count)
            return UnsafeBufferPointer(rebasing: html[min(start, end)..<end])
        }
        let start = position
        while position < html.count, !html[position].isSpace, html[position] != UInt8(ascii: ">") { position += 1 }
        return UnsafeBufferPointer(rebasing: html[start..<position])
    }

    /// Attributes that decide where an element goes.
    private static func isForParsing(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        (name.count == 4 || name.count == 5)
            && ["type", "color", "face", "size"].contains { name.equalsIgnoringCase($0) }
    }

    /// The value of an attribute of the last start tag, as written.
    func attribute(_ name: StaticString) -> UnsafeBufferPointer<UInt8>? {
        attributes.first { $0.name.equalsIgnoringCase(name) }?.value
    }

    /// FNV-1a; far above what stands for the tags that are known.
    private static func key(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var key: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name { key = (key ^ UInt64(byte.lowercased)) &* 0x0000_0100_0000_01B3 }
        return key | 1 << 32
    }

    // MARK: Ends of raw texts

    /// Where the end tag of the element that was begun last is, or the end of the page.
    func endOfRawText() -> Int {
        let name = tag.name
        var place = position
        while let open = find(UInt8(ascii: "<"), from: place) {
            if byte(open + 1) == UInt8(ascii: "/"), isTag(name, at: open + 2) { return open }
            place = open + 1
        }
        return html.count
    }

    /// The same for a script, in which `<!--` begins a stretch, up to `-->`, where a `<script` takes the next `</script`
    /// for itself.
    func endOfScript() -> Int {
        let name = tag.name
        var (escapedUntil, isNested) = (0, false)
        var place = position
        while let open = find(UInt8(ascii: "<"), from: place) {
            place = open + 1
            if open >= escapedUntil { isNested = false }
            if byte(open + 1) == UInt8(ascii: "/"), isTag(name, at: open + 2) {
                if !isNested { return open }
                isNested = false
            } else if open >= escapedUntil, has("!--", at: open + 1) {
                escapedUntil = endOfScriptComment(from: open + 2)
            } else if open < escapedUntil, isTag(name, at: open + 1) {
                isNested = true
            }
        }
        return html.count
    }

    /// Unlike a comment it ends only with `-->`.
    private func endOfScriptComment(from start: Int) -> Int {
        var place = start
        while let close = find(UInt8(ascii: ">"), from: place) {
            if close - start >= 2, has("--", at: close - 2) { return close + 1 }
            place = close + 1
        }
        return html.count
    }

    /// Passes over the end tag that stands here, where one does.
    mutating func skipEndTag() {
        guard position < html.count else { return }
        _ = readTag(from: position + 2)
    }

    private func isTag(_ name: UnsafeBufferPointer<UInt8>, at place: Int) -> Bool {
        let end = place + name.count
        return end < html.count && endsName(html[end])
            && UnsafeBufferPointer(rebasing: html[place..<end]).equalsIgnoringCase(name)
    }

    // MARK: Bytes

    private func endsName(_ byte: UInt8) -> Bool {
        byte.isSpace || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
    }

    /// 0 behind the end.
    @inline(__always) private func byte(_ place: Int) -> UInt8 { place < html.count ? html[place] : 0 }

    private func find(_ byte: UInt8, from place: Int) -> Int? { find(byte, from: place, before: html.count) }

    private func find(_ byte: UInt8, from place: Int, before end: Int) -> Int? {
        guard place < end, let start = html.baseAddress else { return nil }
        guard let found = memchr(start + place, Int32(byte), end - place) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }

    private func has(_ text: StaticString, at place: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        return place + count <= html.count && (0..<count).allSatisfy { html[place + $0] == text.utf8Start[$0] }
    }

    private func hasIgnoringCase(_ text: StaticString, at place: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        return place + count <= html.count
            && UnsafeBufferPointer(rebasing: html[place..<(place + count)]).equalsIgnoringCase(text)
    }
}

extension UnsafeBufferPointer where Element == UInt8 {
    @inline(__always) func equalsIgnoringCase(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        guard count == other.count else { return false }
        for place in 0..<count where self[place].lowercased != other[place].lowercased { return false }
        return true
    }

    @inline(__always) func equalsIgnoringCase(_ other: StaticString) -> Bool {
        equalsIgnoringCase(UnsafeBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount))
    }
}
