extension String {
    /// The text with at most 30 code points in a row that only add to what is before them, as Unicode's Stream-Safe Text
    /// Format has it (UAX #15): comparing, hashing and folding a longer run takes time with its square. Of flags, whose
    /// borders are as dear to find, 30 letters stay.
    package var streamSafe: String {
        // Nearly all texts are, and are not to be copied. Below U+0300, whose first byte is this, nothing is added.
        guard utf8.count > Run.longest, !allBytes({ $0 < 0xCC }) else { return self }
        var run = Run()
        guard !unicodeScalars.allSatisfy({ run.takes($0) }) else { return self }
        run = Run()
        return String(unicodeScalars.filter { run.takes($0) })
    }
}

/// Code points in a row that only add to what is before them.
private struct Run {
    static let longest = 30
    private var length = 0

    /// False for one too many.
    mutating func takes(_ scalar: Unicode.Scalar) -> Bool {
        length = scalar.isAddition ? length + 1 : 0
        return length <= Self.longest
    }
}

extension Unicode.Scalar {
    /// Whether it adds to the character before it, joins it to the next, or is half of a flag.
    fileprivate var isAddition: Bool {
        switch value {
        // Latin, Greek, Cyrillic, Chinese, Japanese and Korean letters, without looking each of them up.
        case 0..<0x300, 0x370..<0x483, 0x48A..<0x591, 0x2E80..<0x302A, 0x3030..<0x3099, 0x309B..<0xA66F,
            0xAC00..<0xD7A4:
            false
        case 0x200D, 0x1F1E6...0x1F1FF: true
        default: properties.isGraphemeExtend || properties.canonicalCombiningClass != .notReordered
        }
    }
}
