import Foundation

/// A word as it is looked up and kept, whichever way somebody typed it: white space folded, Unicode composed (NFC).
package func normalForm(of word: String) -> String {
    // The common case allocates nothing: below U+0300 nothing combines, and there are few spaces.
    let isPlain = word.unicodeScalars.allSatisfy { scalar in
        scalar.value < 0x300 && scalar.value > 0x20 && ![0x7F, 0x85, 0xA0].contains(scalar.value)
    }
    if isPlain { return word }
    return word.split(whereSeparator: \.isWhitespace).joined(separator: " ").precomposedStringWithCanonicalMapping
}
