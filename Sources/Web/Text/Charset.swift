/// A character encoding, by the name that glibc's iconv has for it.
public struct Charset: Sendable, Hashable {
    let iconvName: String

    static let utf8 = Charset(iconvName: "UTF-8")
    static let utf16BigEndian = Charset(iconvName: "UTF-16BE")
    static let utf16LittleEndian = Charset(iconvName: "UTF-16LE")
    static let windows1252 = Charset(iconvName: "CP1252")

    /// The encoding that web pages mean by `label`, which is not always the one of that name: pages that call
    /// themselves ISO-8859-1 are windows-1252, GB2312 is GB18030. The pairs are those of the WHATWG's Encoding
    /// Standard; nil for a label that it does not know, or that is never seen on pages of words.
    public init?(label: String) {
        let key = label.lowercased().filter { !$0.isWhitespace && $0 != "\"" && $0 != "'" }
        guard let name = Self.names[key] else { return nil }
        iconvName = name
    }

    private init(iconvName: String) { self.iconvName = iconvName }

    private static let names: [String: String] = {
        var names: [String: String] = [:]
        for (name, labels) in families {
            for label in labels.split(separator: " ") { names[String(label)] = name }
        }
        return names
    }()

    private static let families = [
        ("UTF-8", "utf-8 utf8 unicode-1-1-utf-8 x-unicode20utf8"),
        ("UTF-16LE", "utf-16le utf-16 unicode ucs-2 iso-10646-ucs-2 csunicode"),
        ("UTF-16BE", "utf-16be unicodefffe"),
        ("GB18030", "gb18030 gbk gb2312 gb_2312 gb_2312-80 chinese csgb2312 iso-ir-58 x-gbk csiso58gb231280"),
        ("BIG5-HKSCS", "big5 big5-hkscs cn-big5 csbig5 x-x-big5"),
        ("CP932", "shift_jis shift-jis sjis x-sjis windows-31j ms_kanji ms932 csshiftjis"),
        ("EUC-JP-MS", "euc-jp x-euc-jp cseucpkdfmtjapanese"),
        ("ISO-2022-JP", "iso-2022-jp csiso2022jp"),
        ("UHC", "euc-kr korean ks_c_5601-1987 ks_c_5601-1989 ksc5601 ksc_5601 windows-949 cseuckr iso-ir-149"),
        (
            "CP1252",
            "windows-1252 iso-8859-1 iso8859-1 iso88591 iso_8859-1 latin1 l1 ascii us-ascii cp1252 x-cp1252 cp819 "
                + "ibm819 ansi_x3.4-1968 csisolatin1 iso-ir-100"
        ),
        ("CP1250", "windows-1250 cp1250 x-cp1250"),
        ("CP1251", "windows-1251 cp1251 x-cp1251"),
        ("CP1253", "windows-1253 cp1253 x-cp1253"),
        ("CP1254", "windows-1254 cp1254 x-cp1254 iso-8859-9 iso8859-9 latin5 l5"),
        ("CP1255", "windows-1255 cp1255 x-cp1255"),
        ("CP1256", "windows-1256 cp1256 x-cp1256"),
        ("CP1257", "windows-1257 cp1257 x-cp1257"),
        ("CP1258", "windows-1258 cp1258 x-cp1258"),
        ("CP874", "windows-874 tis-620 iso-8859-11 dos-874"),
        ("ISO-8859-2", "iso-8859-2 iso8859-2 latin2 l2"),
        ("ISO-8859-3", "iso-8859-3 iso8859-3 latin3 l3"),
        ("ISO-8859-4", "iso-8859-4 iso8859-4 latin4 l4"),
        ("ISO-8859-5", "iso-8859-5 iso8859-5 cyrillic"),
        ("ISO-8859-6", "iso-8859-6 iso8859-6 arabic"),
        ("ISO-8859-7", "iso-8859-7 iso8859-7 greek greek8"),
        ("ISO-8859-8", "iso-8859-8 iso8859-8 hebrew iso-8859-8-i logical"),
        ("ISO-8859-10", "iso-8859-10 iso8859-10 latin6 l6"),
        ("ISO-8859-13", "iso-8859-13 iso8859-13"),
        ("ISO-8859-14", "iso-8859-14 iso8859-14"),
        ("ISO-8859-15", "iso-8859-15 iso8859-15 latin9 l9"),
        ("ISO-8859-16", "iso-8859-16"),
        ("KOI8-R", "koi8-r koi8 koi koi8_r"),
        ("KOI8-U", "koi8-u koi8-ru"),
        ("CP866", "ibm866 866 cp866"),
        ("MACINTOSH", "macintosh mac x-mac-roman"),
    ]
}
