/// The elements that the rules of parsing treat each in its own way. All others are `.other`.
enum Tag: UInt8 {
    case other
    // Elements inside `svg` and `math`: by what the rules have to know of them.
    case foreign
    /// `mi`, `mo`, `mn`, `ms`, `mtext`: text and most tags inside are HTML again.
    case foreignText
    case foreignAnnotation
    /// `foreignObject`, `desc`, `title` and an annotation that says so: everything inside is HTML again.
    case foreignHTML

    case a, address, applet, area, article, aside, b, base, basefont, bgsound, big, blockquote, body, br, button,
        caption
    case center, code, col, colgroup, dd, details, dialog, dir, div, dl, dt, em, embed, fieldset, figcaption, figure,
        font
    case footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe, image, img,
        input
    case keygen, li, link, listing, main, marquee, math, menu, meta, nav, nobr, noembed, noframes, noscript, object, ol
    case optgroup, option, p, param, plaintext, pre, rb, rp, rt, rtc, ruby, s, script, search, section, select, small
    case source, span, strike, strong, style, sub, summary, sup, svg, table, tbody, td, template, textarea, tfoot, th,
        thead
    case title, tr, track, tt, u, ul, `var`, wbr, xmp
    // Names that mean something inside `math` or `svg` only.
    case annotationXML, desc, foreignObject, malignmark, mglyph, mi, mn, mo, ms, mtext
}

/// The names of the tags, found without hashing a string and kept as C strings for the nodes of all trees.
struct TagNames: Sendable {
    static let html = TagNames()

    private static let names: [(StaticString, Tag)] = [
        ("a", .a), ("address", .address), ("applet", .applet), ("area", .area), ("article", .article),
        ("aside", .aside), ("b", .b), ("base", .base), ("basefont", .basefont), ("bgsound", .bgsound), ("big", .big),
        ("blockquote", .blockquote), ("body", .body), ("br", .br), ("button", .button), ("caption", .caption),
        ("center", .center), ("code", .code), ("col", .col), ("colgroup", .colgroup), ("dd", .dd),
        ("details", .details), ("dialog", .dialog), ("dir", .dir), ("div", .div), ("dl", .dl), ("dt", .dt),
        ("em", .em), ("embed", .embed), ("fieldset", .fieldset), ("figcaption", .figcaption), ("figure", .figure),
        ("font", .font), ("footer", .footer), ("form", .form), ("frame", .frame), ("frameset", .frameset),
        ("h1", .h1), ("h2", .h2), ("h3", .h3), ("h4", .h4), ("h5", .h5), ("h6", .h6), ("head", .head),
        ("header", .header), ("hgroup", .hgroup), ("hr", .hr), ("html", .html), ("i", .i), ("iframe", .iframe),
        ("image", .image), ("img", .img), ("input", .input), ("keygen", .keygen), ("li", .li), ("link", .link),
        ("listing", .listing), ("main", .main), ("marquee", .marquee), ("math", .math), ("menu", .menu),
        ("meta", .meta), ("nav", .nav), ("nobr", .nobr), ("noembed", .noembed), ("noframes", .noframes),
        ("noscript", .noscript), ("object", .object), ("ol", .ol), ("optgroup", .optgroup), ("option", .option),
        ("p", .p), ("param", .param), ("plaintext", .plaintext), ("pre", .pre), ("rb", .rb), ("rp", .rp),
        ("rt", .rt), ("rtc", .rtc), ("ruby", .ruby), ("s", .s), ("script", .script), ("search", .search),
        ("section", .section), ("select", .select), ("small", .small), ("source", .source), ("span", .span),
        ("strike", .strike), ("strong", .strong), ("style", .style), ("sub", .sub), ("summary", .summary),
        ("sup", .sup), ("svg", .svg), ("table", .table), ("tbody", .tbody), ("td", .td), ("template", .template),
        ("textarea", .textarea), ("tfoot", .tfoot), ("th", .th), ("thead", .thead), ("title", .title), ("tr", .tr),
        ("track", .track), ("tt", .tt), ("u", .u), ("ul", .ul), ("var", .var), ("wbr", .wbr), ("xmp", .xmp),
        ("annotation-xml", .annotationXML), ("desc", .desc), ("foreignobject", .foreignObject),
        ("malignmark", .malignmark), ("mglyph", .mglyph), ("mi", .mi), ("mn", .mn), ("mo", .mo), ("ms", .ms),
        ("mtext", .mtext),
    ]

    private static let size = 512
    private let slots: [(packed: UInt64, tag: Tag)]
    private let spellings: [StaticString]

    private init() {
        var slots = [(packed: UInt64, tag: Tag)](repeating: (0, .other), count: Self.size)
        var spellings = [StaticString](repeating: "", count: 256)
        for (name, tag) in Self.names {
            let packed = PackedName(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)).bytes
            var slot = Self.slot(of: packed)
            while slots[slot].packed != 0 { slot = (slot + 1) % Self.size }
            slots[slot] = (packed, tag)
            spellings[Int(tag.rawValue)] = name
        }
        self.slots = slots
        self.spellings = spellings
    }

    /// The tag called `name`, which stands on a page in any case.
    @inline(__always) func tag(_ name: UnsafeBufferPointer<UInt8>) -> Tag {
        let packed = PackedName(name).bytes
        var slot = Self.slot(of: packed)
        while slots[slot].packed != 0 {
            if slots[slot].packed == packed {
                let tag = slots[slot].tag
                return name.count <= 8 || isSpelling(of: tag, name) ? tag : .other
            }
            slot = (slot + 1) % Self.size
        }
        return .other
    }

    /// A C string that is there as long as the program.
    @inline(__always) func spelling(of tag: Tag) -> UnsafePointer<UInt8> { spellings[Int(tag.rawValue)].utf8Start }

    private func isSpelling(of tag: Tag, _ name: UnsafeBufferPointer<UInt8>) -> Bool {
        let spelling = self.spelling(of: tag)
        return spelling.length == name.count && name.indices.allSatisfy { name[$0].lowercased == spelling[$0] }
    }

    @inline(__always) private static func slot(of packed: UInt64) -> Int {
        Int(truncatingIfNeeded: (packed &* 0x9E37_79B9_7F4A_7C15) >> 55)
    }
}

/// The first eight bytes of a name in lower case and, in the highest bit, whether there are more.
private struct PackedName {
    let bytes: UInt64

    @inline(__always) init(_ name: UnsafeBufferPointer<UInt8>) {
        var packed: UInt64 = 0
        for position in 0..<min(8, name.count) { packed = packed << 8 | UInt64(name[position].lowercased) }
        // No name begins with a byte that has this bit.
        bytes = name.count > 8 ? packed | 1 << 63 : packed
    }
}
