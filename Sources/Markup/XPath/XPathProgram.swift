/// An XPath expression, checked once.
final class XPathProgram: Sendable {
    /// Gives all nodes of the set.
    let all: XPathPool
    /// Gives its first node alone, which libxml2 need not go on searching after.
    let first: XPathPool

    /// The expression is what stands in `source` from `start` on.
    init(_ source: String, from start: String.Index) throws(SelectorFault) {
        let expression = String(source[start...])
        let offset = source.distance(from: source.startIndex, to: start)
        guard !expression.allSatisfy(\.isWhitespace) else {
            throw SelectorFault(message: "an XPath expression was expected behind “xpath:”", offset: offset)
        }
        let written = try XPathCheck.written(source, from: start)
        all = XPathPool(written.expression, steps: written.steps)
        first = XPathPool("(\(written.expression))[1]", steps: written.steps)
        if let (message, place) = XPathTrial.fault(of: expression) {
            throw SelectorFault(message: message, offset: offset + place)
        }
        for operand in written.operands {
            if let message = XPathTrial.fault(ofOperand: operand.text) {
                throw SelectorFault(message: message, offset: operand.offset)
            }
        }
    }
}
