/// What the rules of parsing say of a whole group of elements.
struct TagTraits: OptionSet {
    let rawValue: UInt16

    /// No end tag of another element looks beyond one of these.
    static let special = TagTraits(rawValue: 1)
    /// What is open around one of these is out of reach for end tags inside.
    static let scope = TagTraits(rawValue: 2)
    static let listScope = TagTraits(rawValue: 4)
    static let buttonScope = TagTraits(rawValue: 8)
    static let tableScope = TagTraits(rawValue: 16)
    /// Ends where an element around it ends.
    static let impliedEnd = TagTraits(rawValue: 32)
    /// Is taken up again where a block ended it too early.
    static let formatting = TagTraits(rawValue: 64)
    /// Begins a line of its own, and ends an open paragraph.
    static let endsParagraph = TagTraits(rawValue: 128)
    /// Has no content.
    static let void = TagTraits(rawValue: 256)
    /// Stands in a head.
    static let metadata = TagTraits(rawValue: 512)
    /// Its end tag ends it with all that is open inside, where it is in scope.
    static let closesByName = TagTraits(rawValue: 1024)
    /// Ends `svg` and `math`, which it cannot stand in.
    static let breaksOut = TagTraits(rawValue: 2048)
    /// Text that stands right in one of these is moved in front of the table.
    static let tablePart = TagTraits(rawValue: 4096)
    /// A part of a table, which means nothing outside of one.
    static let onlyInTable = TagTraits(rawValue: 8192)

    private static let groups: [(TagTraits, [Tag])] = [
        (
            .special,
            [
                .address, .applet, .area, .article, .aside, .base, .basefont, .bgsound, .blockquote, .body, .br,
                .button,
                .caption, .center, .col, .colgroup, .dd, .details, .dir, .div, .dl, .dt, .embed, .fieldset, .figcaption,
                .figure, .footer, .form, .frame, .frameset, .h1, .h2, .h3, .h4, .h5, .h6, .head, .header, .hgroup, .hr,
                .html, .iframe, .img, .input, .keygen, .li, .link, .listing, .main, .marquee, .menu, .meta, .nav,
                .noembed, .noframes, .noscript, .object, .ol, .p, .param, .plaintext, .pre, .script, .search, .section,
                .select, .source, .style, .summary, .table, .tbody, .td, .template, .textarea, .tfoot, .th, .thead,
                .title, .tr, .track, .ul, .wbr, .xmp, .foreignText, .foreignAnnotation, .foreignHTML,
            ]
        ),
        (
            .scope,
            [
                .applet, .caption, .html, .table, .td, .th, .marquee, .object, .select, .template, .foreignText,
                .foreignAnnotation, .foreignHTML,
            ]
        ),
        (.listScope, [.ol, .ul]), (.buttonScope, [.button]), (.tableScope, [.html, .table, .template]),
        (.impliedEnd, [.dd, .dt, .li, .optgroup, .option, .p, .rb, .rp, .rt, .rtc]),
        (
            .formatting,
            [.a, .b, .big, .code, .em, .font, .i, .nobr, .s, .small, .strike, .strong, .tt, .u]
        ),
        (
            .endsParagraph,
            [
                .address, .article, .aside, .blockquote, .center, .details, .dialog, .dir, .div, .dl, .fieldset,
                .figcaption, .figure, .footer, .header, .hgroup, .main, .menu, .nav, .ol, .p, .search, .section,
                .summary, .ul,
            ]
        ),
        (
            .void,
            [
                .area, .base, .basefont, .bgsound, .br, .col, .embed, .frame, .hr, .img, .input, .keygen, .link, .meta,
                .param, .source, .track, .wbr,
            ]
        ),
        (
            .metadata,
            [.base, .basefont, .bgsound, .link, .meta, .noframes, .script, .style, .template, .title]
        ),
        (
            .closesByName,
            [
                .address, .article, .aside, .blockquote, .button, .center, .details, .dialog, .dir, .div, .dl,
                .fieldset,
                .figcaption, .figure, .footer, .header, .hgroup, .listing, .main, .menu, .nav, .ol, .pre, .search,
                .section, .select, .summary, .ul,
            ]
        ),
        (
            .breaksOut,
            [
                .b, .big, .blockquote, .body, .br, .center, .code, .dd, .div, .dl, .dt, .em, .embed, .h1, .h2, .h3, .h4,
                .h5, .h6, .head, .hr, .i, .img, .li, .listing, .menu, .meta, .nobr, .ol, .p, .pre, .ruby, .s, .small,
                .span, .strong, .strike, .sub, .sup, .table, .tt, .u, .ul, .var,
            ]
        ),
        (.tablePart, [.table, .tbody, .tfoot, .thead, .tr]),
        (
            .onlyInTable,
            [.caption, .col, .colgroup, .frame, .head, .tbody, .td, .tfoot, .th, .thead, .tr]
        ),
    ]

    /// By the tags' raw values.
    static let all: [TagTraits] = {
        var all = [TagTraits](repeating: [], count: 256)
        for (trait, tags) in groups {
            for tag in tags { all[Int(tag.rawValue)].insert(trait) }
        }
        return all
    }()
}
