internal import CLibxml2

/// Finds what a page is better parsed without: the content of scripts and style sheets, comments, attributes that
/// nobody asks for, and attributes that libxml2 would stumble over.
///
/// The parser ends a script at things that only look like mark-up, and then scripts turn up as text. Here tags are read
/// by the rules of HTML 5, with `memchr` from one to the next.
struct PageCuts {
    /// Attributes of one tag that are kept. libxml2 compares every new one with all before.
    private static let maximumAttributes = 256
    /// libxml2 breaks a longer name in two.
    private static let maximumName = 99

    private let html: UnsafeBufferPointer<UInt8>
    private let kept: AttributeNames
    private var position = 0
    /// In order, and none overlaps another.
    private(set) var ranges: [Range<Int>] = []

    init(in html: UnsafeBufferPointer<UInt8>, keeping kept: AttributeNames) {
        self.html = html
        self.kept = kept
        while let open = find(UInt8(ascii: "<"), from: position) {
            position = open + 1
            switch byte(position) {
            case let next where next.isLetter: readTag(at: open)
            case UInt8(ascii: "!") where has("--", at: open + 2): readComment(at: open)
            case UInt8(ascii: "!"), UInt8(ascii: "/"), UInt8(ascii: "?"):
                position = find(UInt8(ascii: ">"), from: position).map { $0 + 1 } ?? html.count
            default: break
            }
        }
    }

    /// `html` without the cuts.
    func keptBytes() -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: html.count) { kept, count in
            func keep(_ range: Range<Int>) {
                guard !range.isEmpty, let from = html.baseAddress, let to = kept.baseAddress else { return }
                (to + count).initialize(from: from + range.lowerBound, count: range.count)
                count += range.count
            }
            var start = 0
            for range in ranges {
                keep(start..<range.lowerBound)
                start = range.upperBound
            }
            keep(start..<html.count)
        }
    }

    private mutating func cut(_ range: Range<Int>) {
        if range.isEmpty { return }
        if let last = ranges.last, last.upperBound == range.lowerBound {
            ranges[ranges.count - 1] = last.lowerBound..<range.upperBound
        } else {
            ranges.append(range)
        }
    }

    // MARK: Tags

    private mutating func readTag(at open: Int) {
        let nameStart = open + 1
        position = nameStart
        while position < html.count, !endsName(html[position]) { position += 1 }
        let nameEnd = position
        // Of the tag, up to here: what is between two attributes goes with the second.
        var end = position
        var attributes = 0
        while position < html.count, html[position] != UInt8(ascii: ">") {
            if html[position].isSpace || html[position] == UInt8(ascii: "/") {
                position += 1
            } else {
                let name = readAttribute()
                if attributes < Self.maximumAttributes, isName(name), kept.contains(html[name]) {
                    attributes += 1
                } else {
                    cut((separates(position) ? end : name.lowerBound)..<position)
                }
                end = position
            }
        }
        guard position < html.count else { return }
        position += 1
        for name: StaticString in ["script", "style"] where nameEnd - nameStart == name.utf8CodeUnitCount {
            if hasIgnoringCase(name, at: nameStart) { cutContent(of: name) }
        }
    }

    /// Moves behind an attribute, and returns where its name is.
    private mutating func readAttribute() -> Range<Int> {
        let start = position
        // A `=` in front is a part of the name.
        repeat {
            position += 1
        } while position < html.count && !endsName(html[position]) && html[position] != UInt8(ascii: "=")
        let name = start..<position
        skipSpace()
        if byte(position) == UInt8(ascii: "=") {
            position += 1
            skipSpace()
            readValue()
        }
        return name
    }

    private mutating func readValue() {
        let quote = byte(position)
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            position = find(quote, from: position + 1).map { $0 + 1 } ?? html.count
        } else {
            while position < html.count, !html[position].isSpace, html[position] != UInt8(ascii: ">") { position += 1 }
        }
    }

    /// Whether libxml2 reads the whole of it as a name.
    private func isName(_ range: Range<Int>) -> Bool {
        let first = html[range.lowerBound]
        guard range.count <= Self.maximumName,
            first.isLetter || first == UInt8(ascii: "_") || first == UInt8(ascii: ":")
        else { return false }
        return html[range].allSatisfy {
            $0.isLetter || $0 >= 0x2D && $0 <= 0x3A && $0 != 0x2F || $0 == UInt8(ascii: "_")
        }
    }

    /// Whether a tag goes on there with something that cannot run together with what is before it.
    private func separates(_ place: Int) -> Bool { place < html.count && endsName(html[place]) }

    private func endsName(_ byte: UInt8) -> Bool {
        byte.isSpace || byte == UInt8(ascii: ">") || byte == UInt8(ascii: "/")
    }

    // MARK: Scripts and comments

    /// From here to the end tag, or to the end of the page.
    private mutating func cutContent(of name: StaticString) {
        let start = position
        let isSelfClosed = html[position - 2] == UInt8(ascii: "/")
        let end = endTag(of: name)
        // `<style/>` in a drawing has no end tag.
        if end == nil, isSelfClosed { return }
        position = end ?? html.count
        cut(start..<position)
    }

    /// In a script `<!--` begins a stretch, up to `-->`, in which a `<script` takes the next `</script` for itself.
    private func endTag(of name: StaticString) -> Int? {
        let isScript = name.utf8CodeUnitCount == 6
        var (escapedUntil, isNested) = (0, false)
        var place = position
        while let open = find(UInt8(ascii: "<"), from: place) {
            place = open + 1
            if open >= escapedUntil { isNested = false }
            if isTag(name, at: open + 2), byte(open + 1) == UInt8(ascii: "/") {
                if !isNested { return open }
                isNested = false
            } else if isScript, open >= escapedUntil, has("!--", at: open + 1) {
                escapedUntil = endOfComment(from: open + 2)
            } else if isScript, open < escapedUntil, isTag(name, at: open + 1) {
                isNested = true
            }
        }
        return nil
    }

    private func isTag(_ name: StaticString, at place: Int) -> Bool {
        let end = place + name.utf8CodeUnitCount
        return end < html.count && hasIgnoringCase(name, at: place) && endsName(html[end])
    }

    private mutating func readComment(at open: Int) {
        // `<!-->` and `<!--->` are whole comments.
        position = endOfComment(from: open + 2)
        cut(open..<position)
    }

    /// Behind the first `-->` or `--!>`, or at the end of the page.
    private func endOfComment(from start: Int) -> Int {
        var place = start
        while let close = find(UInt8(ascii: ">"), from: place) {
            if close - start >= 2, has("--", at: close - 2) { return close + 1 }
            if close - start >= 5, has("--!", at: close - 3) { return close + 1 }
            place = close + 1
        }
        return html.count
    }

    // MARK: Bytes

    /// 0 behind the end.
    private func byte(_ place: Int) -> UInt8 { place < html.count ? html[place] : 0 }

    private mutating func skipSpace() {
        while byte(position).isSpace { position += 1 }
    }

    private func find(_ byte: UInt8, from place: Int) -> Int? {
        guard place < html.count, let start = html.baseAddress else { return nil }
        guard let found = memchr(start + place, Int32(byte), html.count - place) else { return nil }
        return UnsafeRawPointer(found) - UnsafeRawPointer(start)
    }

    private func has(_ text: StaticString, at place: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        return place + count <= html.count && (0..<count).allSatisfy { html[place + $0] == text.utf8Start[$0] }
    }

    private func hasIgnoringCase(_ text: StaticString, at place: Int) -> Bool {
        let count = text.utf8CodeUnitCount
        return place + count <= html.count
            && (0..<count).allSatisfy { html[place + $0].lowercased == text.utf8Start[$0] }
    }
}
