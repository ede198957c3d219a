extension String {
    /// The text with at most 30 code points in a row that only add to what is before them, as Unicode's Stream-Safe Text
    /// Format has it (UAX #15): comparing, hashing and folding a longer run takes time with its square. Of flags, whose
    /// borders are as dear to find, 30 letters stay.
    package var streamSafe: String {
        var run = 0
        func stays(_ scalar: Unicode.Scalar) -> Bool {
            run = scalar.isAddition ? run + 1 : 0
            return run <= Self.longestRun
        }
        // Nearly all texts are, and are not to be copied.
        guard utf8.count > Self.longestRun, !unicodeScalars.allSatisfy(stays) else { return self }
        run = 0
        return String(unicodeScalars.filter(stays))
    }

    private static let longestRun = 30
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
