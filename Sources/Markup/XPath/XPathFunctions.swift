internal import CLibxml2

/// What of an expression reads texts, each time with a look at whether the page may be read on.
///
/// libxml2 counts the nodes that an expression visits, and no byte of what it makes of them: an expression may read a text
/// of megabytes for each element of a page. So its own functions are called by these, which look first.
enum XPathFunctions {
    /// These give their argument back. `XPathWriter` writes them around both sides of a comparison, whose texts
    /// libxml2 reads, and of a union, for which it looks for each node among all others. No expression can name them.
    static let (compared, united) = ("dico-compared", "dico-united")
    /// Takes a step from each of a set of nodes. Its arguments are the set and the step's number.
    static let stepped = "dico-stepped"

    /// - Parameter evaluation: Has to live as long as `context`.
    static func register(in context: xmlXPathContextPtr, for evaluation: XPathEvaluation) {
        context.pointee.userData = Unmanaged.passUnretained(evaluation).toOpaque()
        xmlXPathRegisterFuncLookup(
            context, { _, name, _ in name.flatMap { XPathFunctions.function(named: String(cString: $0)) } }, nil)
    }

    /// Nil for those that libxml2 may call as they are.
    private static func function(named name: String) -> xmlXPathFunction? {
        // Each is written out, because C's functions take nothing along.
        switch name {
        case compared: { parser, _ in XPathCall(parser)?.compare() }
        case united: { parser, _ in XPathCall(parser)?.unite() }
        case stepped: { parser, _ in XPathCall(parser)?.step() }
        case "ceiling": { XPathCall($0)?.make(xmlXPathCeilingFunction, $1) }
        case "concat": { XPathCall($0)?.make(xmlXPathConcatFunction, $1) }
        case "contains": { XPathCall($0)?.search(xmlXPathContainsFunction, $1) }
        case "floor": { XPathCall($0)?.make(xmlXPathFloorFunction, $1) }
        case "normalize-space": { XPathCall($0)?.make(xmlXPathNormalizeFunction, $1) }
        case "number": { XPathCall($0)?.make(xmlXPathNumberFunction, $1) }
        case "round": { XPathCall($0)?.make(xmlXPathRoundFunction, $1) }
        case "starts-with": { XPathCall($0)?.make(xmlXPathStartsWithFunction, $1) }
        case "string": { XPathCall($0)?.make(xmlXPathStringFunction, $1) }
        case "string-length": { XPathCall($0)?.make(xmlXPathStringLengthFunction, $1) }
        case "substring": { XPathCall($0)?.make(xmlXPathSubstringFunction, $1) }
        case "substring-after": { XPathCall($0)?.search(xmlXPathSubstringAfterFunction, $1) }
        case "substring-before": { XPathCall($0)?.search(xmlXPathSubstringBeforeFunction, $1) }
        case "sum": { parser, _ in XPathCall(parser)?.sum() }
        case "translate": { XPathCall($0)?.search(xmlXPathTranslateFunction, $1) }
        default: nil
        }
    }
}
