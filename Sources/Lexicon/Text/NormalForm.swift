import Foundation

/// A word as it is looked up and kept, whichever way somebody typed it and wherever it was copied from: Unicode composed
/// (NFC), white space folded, without what nobody sees, apostrophes and hyphens those of the keyboard, letters as wide as
/// usual.
///
/// Case, accents and ligatures stay: they tell words apart. What a dictionary may have instead of them is a matter of its
/// `Orthography`.
package func normalForm(of word: String) -> String {
    // The common case allocates nothing: below U+0300 nothing combines, and what is to be folded there is ASCII, or begins
    // with one of two bytes, or is Ĳ or ĳ.
    var before: UInt8 = 0
    let isPlain = word.allBytes { byte in
        defer { before = byte }
        switch byte {
        case 0x60, 0x7F, 0xC2, 0xCA: return false
        case 0xB2, 0xB3: return before != 0xC4
        case 0x21..<0xCC: return true
        default: return false
        }
    }
    if isPlain { return word }
    let seen = word.precomposedStringWithCanonicalMapping.unicodeScalars.filter { !$0.isUnseen }
    // A sign alone may be what is looked up. The radicals of a dictionary's index are no signs of their own.
    let isSign = seen.count == 1 && !seen.contains(where: \.isRadical)
    let typed = isSign ? seen : String.UnicodeScalarView(seen.flatMap(\.asTyped))
    return String(typed.withoutIdleJoiners).split(whereSeparator: \.isWhitespace).joined(separator: " ")
        .precomposedStringWithCanonicalMapping
}

extension Unicode.Scalar {
    /// Whether it shows nowhere and is no letter: soft hyphens, zero-width spaces, byte-order and direction marks, tags, and
    /// what chooses between the shapes of a letter.
    fileprivate var isUnseen: Bool { properties.isDefaultIgnorableCodePoint && !isJoiner }

    /// Whether it is a radical of the Kangxi dictionary's index, each of which is an ideograph too.
    fileprivate var isRadical: Bool { (0x2F00...0x2FD5).contains(value) }

    /// What a keyboard has for it.
    fileprivate var asTyped: String.UnicodeScalarView {
        switch value {
        case 0x60, 0xB4, 0x2BC, 0x2018, 0x2019, 0x201B, 0x2032, 0xFF07: "'".unicodeScalars
        case 0x2010, 0x2011: "-".unicodeScalars
        // Ligatures of typesetters, radicals, and letters and digits that are as wide as Chinese ones, or half as wide.
        case 0x132...0x133, 0x2F00...0x2FD5, 0xFB00...0xFB06, 0xFF10...0xFF19, 0xFF21...0xFF3A, 0xFF41...0xFF5A,
            0xFF66...0xFFDC:
            String(self).precomposedStringWithCompatibilityMapping.unicodeScalars
        default: String(self).unicodeScalars
        }
    }

    /// A joiner belongs to words of Persian or Hindi, and to emoji.
    fileprivate var isJoiner: Bool { value == 0x200C || value == 0x200D }
}

extension String.UnicodeScalarView {
    /// Without joiners that join nothing: those at an end, and those beside letters that have capitals, as no such script
    /// joins its letters.
    fileprivate var withoutIdleJoiners: Self {
        guard contains(where: \.isJoiner) else { return self }
        let scalars = Array(self)
        func joins(_ neighbour: Unicode.Scalar?) -> Bool {
            neighbour.map { !$0.properties.isCased && !$0.properties.isWhitespace } ?? false
        }
        return Self(
            scalars.indices.filter { index in
                guard scalars[index].isJoiner else { return true }
                return joins(scalars[..<index].last { !$0.isJoiner })
                    && joins(scalars[(index + 1)...].first { !$0.isJoiner })
            }.map { scalars[$0] })
    }
}
