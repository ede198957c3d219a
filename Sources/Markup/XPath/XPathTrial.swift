internal import CLibxml2

/// Compiles an expression and evaluates it once, on a page with nothing on it.
enum XPathTrial {
    /// What is wrong with `expression`, and where, in characters; nil where nothing is.
    static func fault(of expression: String) -> (message: String, offset: Int)? {
        _ = PageParser.ready
        guard let tree = htmlNewDocNoDtD(nil, nil) else { return ("there is no memory to compile it with", 0) }
        defer { xmlFreeDoc(tree) }
        guard let root = xmlNewDocNode(tree, nil, "html", nil), let context = XPathContext(tree) else {
            return ("there is no memory to compile it with", 0)
        }
        defer { context.free() }
        xmlDocSetRootElement(tree, root)
        guard let form = context.compile(expression) else {
            let (message, byte) = context.fault
            return ("XPath 1.0 does not understand this: \(message.lowercased())", characters(expression, upTo: byte))
        }
        defer { xmlXPathFreeCompExpr(form) }
        guard let result = context.evaluate(form, from: root) else {
            return ("this cannot be evaluated: \(context.fault.message.lowercased())", 0)
        }
        defer { xmlXPathFreeObject(result) }
        guard result.pointee.type == XPATH_NODESET else {
            return ("a set of nodes was expected, and this gives a string, a number or a truth value", 0)
        }
        return nil
    }

    /// What is wrong with a part of an expression, which may give anything: where it stands behind a condition, that may not
    /// be met on a page with nothing on it.
    static func fault(ofOperand operand: String) -> String? {
        operand.allSatisfy(\.isWhitespace) ? nil : fault(of: "self::node()[boolean(\(operand))]")?.message
    }

    private static func characters(_ expression: String, upTo byte: Int) -> Int {
        let byte = min(max(byte, 0), expression.utf8.count)
        return String(decoding: expression.utf8.prefix(byte), as: UTF8.self).count
    }
}
