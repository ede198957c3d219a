/// What an element means for a text.
enum ElementKind: UInt8 {
    /// Part of the running text.
    case inline
    /// Begins and ends a line of its own.
    case block
    /// Ends a line: `br`, and `hr` too.
    case lineBreak
    /// Never shown.
    case silent
}

/// The kinds of the elements, found by name without hashing a string.
struct ElementKinds {
    static let html = ElementKinds(
        block: [
            "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir",
            "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
            "header", "hgroup", "html", "legend", "li", "main", "menu", "nav", "ol", "optgroup", "option", "p", "pre",
            "search", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
        ],
        lineBreak: ["br", "hr"],
        // Of `audio` and its like, what is inside is for programs that cannot play it.
        silent: [
            "annotation", "annotation-xml", "audio", "datalist", "head", "iframe", "noembed", "noframes", "script",
            "style", "template", "video",
        ])

    private let slots: [(name: UInt64, kind: ElementKind)]
    private static let size = 256

    private init(block: [StaticString], lineBreak: [StaticString], silent: [StaticString]) {
        var slots = [(name: UInt64, kind: ElementKind)](repeating: (0, .inline), count: Self.size)
        for (names, kind) in [(block, ElementKind.block), (lineBreak, .lineBreak), (silent, .silent)] {
            for name in names {
                let packed = Self.pack(name.utf8Start)
                var slot = Self.slot(of: packed)
                while slots[slot].name != 0 { slot = (slot + 1) % Self.size }
                slots[slot] = (packed, kind)
            }
        }
        self.slots = slots
    }

    @inline(__always) func kind(of name: UnsafePointer<UInt8>) -> ElementKind {
        let packed = Self.pack(name)
        var slot = Self.slot(of: packed)
        while slots[slot].name != 0 {
            if slots[slot].name == packed { return slots[slot].kind }
            slot = (slot + 1) % Self.size
        }
        return .inline
    }

    /// The first eight bytes, and in the highest bit, which no name uses, whether there are more: enough to tell HTML's
    /// names apart.
    @inline(__always) private static func pack(_ name: UnsafePointer<UInt8>) -> UInt64 {
        var packed: UInt64 = 0
        var position = 0
        while position < 8, name[position] != 0 {
            packed = packed << 8 | UInt64(name[position])
            position += 1
        }
        return position == 8 && name[8] != 0 ? packed | 1 << 63 : packed
    }

    @inline(__always) private static func slot(of packed: UInt64) -> Int {
        Int(truncatingIfNeeded: (packed &* 0x9E37_79B9_7F4A_7C15) >> 56)
    }
}
