import Markup

extension Selector {
    /// A selector that is written in the program itself.
    static func known(_ source: String) -> Selector {
        do {
            return try Selector(source)
        } catch {
            preconditionFailure("\(source): \(error)")
        }
    }
}
