import Patterns

extension ManifestSection {
    /// A pattern, or a list of them; empty where there is none.
    func patterns(_ key: String) -> [TextPattern] {
        texts(key).compactMap { pattern($0, of: key) }
    }

    /// `source` as a pattern; a fault is noted at `key`.
    func pattern(_ source: String, of key: String) -> TextPattern? {
        do {
            return try TextPattern(source)
        } catch {
            fault(key, "\(error)")
            return nil
        }
    }
}
