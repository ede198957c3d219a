/// A part of a pattern, as it was written.
indirect enum PatternPiece {
    case one(PatternScalars)
    /// Begin and end of the text.
    case start, end
    /// Between a letter, digit or `_` and anything else; or anywhere but there.
    case wordBorder(Bool)
    case sequence([PatternPiece])
    /// The earlier ones are preferred.
    case choice([PatternPiece])
    /// Nil for any number. As many as possible where it is greedy, else as few.
    case repeated(PatternPiece, least: Int, most: Int?, isGreedy: Bool)
}
