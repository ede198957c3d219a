internal import CLibxml2

/// libxml2's HTML parser with the settings that every page gets.
enum PageParser {
    /// To be touched before anything else of libxml2's: its globals must be there before several threads ask for them.
    /// They are never cleaned up, since other libraries of the process may use them too.
    static let ready: Void = xmlInitParser()

    /// No network and no messages, and its limits stay on: no `HTML_PARSE_HUGE`. `RECOVER` also lets the end of a
    /// script be found behind `</` in its strings, `IGNORE_ENC` keeps a lying `<meta>` from changing the charset.
    private static let options =
        HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NOERROR.rawValue | HTML_PARSE_NOWARNING.rawValue
        | HTML_PARSE_NONET.rawValue | HTML_PARSE_NODEFDTD.rawValue
        | HTML_PARSE_IGNORE_ENC.rawValue

    /// libxml2 counts bytes in an `Int32`.
    private static let maximumSize = Int(Int32.max) - 64

    /// The tree of `html` with these attributes, for the caller to free.
    static func parse(
        _ html: UnsafeRawBufferPointer, _ attributes: AttributeNames
    ) throws(MarkupFault) -> PageTree {
        _ = ready
        guard html.count < maximumSize else { throw .tooLarge(bytes: html.count) }
        guard let prepared = prepared(html.assumingMemoryBound(to: UInt8.self), attributes) else {
            return try parse(ready: html.assumingMemoryBound(to: CChar.self))
        }
        let tree = prepared.withUnsafeBytes { bytes in
            Result { () throws(MarkupFault) in try parse(ready: bytes.assumingMemoryBound(to: CChar.self)) }
        }
        return try tree.get()
    }

    /// What the parser is given instead of `html`; nil where that can be parsed as it is.
    private static func prepared(_ html: UnsafeBufferPointer<UInt8>, _ attributes: AttributeNames) -> [UInt8]? {
        guard let start = html.baseAddress else { return nil }
        // The parser takes a zero byte for the end in some places; a browser drops it.
        if memchr(start, 0, html.count) != nil {
            let cleaned = html.filter { $0 != 0 }
            return cleaned.withUnsafeBufferPointer { prepared($0, attributes) } ?? cleaned
        }
        let cuts = PageCuts(in: html, keeping: attributes)
        // Text in front of everything would get a paragraph around it.
        let isText = html.first { !$0.isSpace } != UInt8(ascii: "<")
        guard !cuts.ranges.isEmpty || isText else { return nil }
        return (isText ? Array("<body>".utf8) : []) + cuts.keptBytes()
    }

    private static func parse(ready html: UnsafeBufferPointer<CChar>) throws(MarkupFault) -> PageTree {
        guard !html.isEmpty else { return try empty() }
        guard let context = htmlCreateMemoryParserCtxt(html.baseAddress, Int32(html.count)) else { throw .outOfMemory }
        defer { htmlFreeParserCtxt(context) }
        htmlCtxtUseOptions(context, Int32(bitPattern: options))
        prepare(context)
        if let tree = TreeBuilder.parse(context, bytes: html.count) { return tree }
        return try empty()
    }

    private static func prepare(_ context: htmlParserCtxtPtr) {
        // The bytes are UTF-8 already. Saying so here, instead of naming a charset, saves a conversion of the page.
        context.pointee.charset = Int32(XML_CHAR_ENCODING_UTF8.rawValue)
        context.pointee.encoding = UnsafePointer(xmlStrdup("UTF-8"))
        // Nobody reads them, and without them the texts on both sides are one.
        context.pointee.sax.pointee.comment = nil
        context.pointee.sax.pointee.processingInstruction = nil
        // No table of ids: selectors look at the attribute.
        context.pointee.loadsubset = XML_SKIP_IDS
    }

    private static func empty() throws(MarkupFault) -> PageTree {
        guard let document = htmlNewDocNoDtD(nil, nil) else { throw .outOfMemory }
        return PageTree(document: document, nodeCount: 0, arena: Arena(expecting: 0))
    }
}
