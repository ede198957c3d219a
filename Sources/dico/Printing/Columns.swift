extension Character {
    /// How many columns of a terminal it takes: two where it is as wide as a Chinese one.
    var columns: Int {
        guard let first = unicodeScalars.first else { return 0 }
        if unicodeScalars.contains("\u{FE0F}") { return 2 }
        return first.isWide ? 2 : first.isUnseen ? 0 : 1
    }
}

extension Sequence<Character> {
    /// How many columns of a terminal they take.
    var columns: Int { reduce(0) { $0 + $1.columns } }
}

extension Unicode.Scalar {
    /// East Asian Width W and F (UAX 11), to the block.
    fileprivate var isWide: Bool {
        switch value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF01...0xFF60, 0xFFE0...0xFFE6,
            0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1FAFF, 0x20000...0x3FFFD:
            true
        default: false
        }
    }

    fileprivate var isUnseen: Bool {
        [.nonspacingMark, .enclosingMark, .format, .control].contains(properties.generalCategory)
    }
}
