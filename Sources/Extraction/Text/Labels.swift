extension StringProtocol {
    /// Without the space and the punctuation that a label leaves behind.
    func trimmingHead() -> String {
        String(drop { $0.isWhitespace || ",;:".contains($0) })
    }
}
