/// An XPath expression, checked once.
final class XPathProgram: Sendable {
    /// Gives all nodes of the set.
    let all: XPathPool
    /// Gives its first node alone, which libxml2 need not go on searching after.
    let first: XPathPool

    /// The expression is what stands in `source` from `start` on.
    init(_ source: String, from start: String.Index) throws(SelectorFault) {
        let expression = String(source[start...])
        let metered = try XPathCheck.metered(source, from: start)
        all = XPathPool(metered)
        first = XPathPool("(\(metered))[1]")
        if let (message, offset) = XPathTrial.fault(of: expression) {
            throw SelectorFault(message: message, offset: source.distance(from: source.startIndex, to: start) + offset)
        }
    }
}
