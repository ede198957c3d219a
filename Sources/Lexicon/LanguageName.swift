import Foundation

/// What a language is called by people, and by programs that have a locale: `French`, `fr`, `FR`, `fr-FR`, `zh_Hant_TW`,
/// `fr_CA.UTF-8`. Case, `_` for `-`, and what a locale has behind a dot or an `@`, make no difference.
package struct LanguageName: Hashable, Sendable, CustomStringConvertible {
    private let text: Substring

    /// Whether a text is short enough for a name: to fold and to look up a stranger's costs time with its length, and more.
    static func mayBe(_ name: String) -> Bool { name.utf8.count <= RequestLimits.nameBytes }

    init(_ name: String) {
        let whole = name.precomposedStringWithCanonicalMapping.lowercased().prefix { $0 != "." && $0 != "@" }
        text = whole.replacing("_", with: "-")[...]
    }

    package var description: String { String(text) }

    private init(_ text: Substring) {
        self.text = text
    }

    /// The name and what is left of it without its last parts, one after the other, as RFC 4647 (3.4) looks languages up.
    var ranges: [LanguageName] {
        text.indices.filter { text[$0] == "-" }.reversed().reduce(into: [self]) { ranges, end in
            ranges.append(LanguageName(text[..<end]))
        }
    }

    /// The same, as long as nothing but a script and a region falls: what else stands behind a language is no locale's.
    var rangesOfLocale: [LanguageName] {
        Array(
            ranges.prefix { range in
                let behind = text[range.text.endIndex...]
                let parts = behind.dropFirst().split(separator: "-", omittingEmptySubsequences: false)
                return behind.isEmpty || parts.allSatisfy(Self.isScriptOrRegion)
            })
    }

    /// Whether it is one that there is: `hant`, `tw`, `419`, and not `test`.
    private static func isScriptOrRegion(_ part: Substring) -> Bool {
        part.utf8.count == 4
            ? english.localizedString(forScriptCode: String(part)) != nil
            : Locale.Region(part.uppercased()).isISORegion
    }

    private static let english = Locale(identifier: "en")
}
