extension Array where Element: Hashable {
    /// Without repetition, in order.
    package var unique: [Element] {
        var seen: Set<Element> = []
        return filter { seen.insert($0).inserted }
    }
}
