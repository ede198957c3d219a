internal import CLibxml2

/// What libxml2 evaluates expressions in: one for a document, made once, because making it registers every function.
struct XPathContext {
    private let handle: xmlXPathContextPtr
    private let evaluation: XPathEvaluation

    /// Steps of one evaluation. An honest expression takes some hundred thousand for a page of 5 MiB.
    private static let operationLimit: UInt = 10_000_000

    /// `tree` is nil for compiling only; `meter` where all may be read.
    init?(_ tree: xmlDocPtr?, meter: TextMeter? = nil) {
        _ = PageParser.ready
        guard let handle = xmlXPathNewContext(tree) else { return nil }
        self.handle = handle
        evaluation = XPathEvaluation(meter: meter)
        XPathFunctions.register(in: handle, for: evaluation)
        // Without it faults are printed to the standard error.
        handle.pointee.error = { _, _ in }
        handle.pointee.opLimit = Self.operationLimit
        // Numbers the elements, so that putting two nodes in order takes no walk over the siblings between them.
        if let tree { xmlXPathOrderDocElems(tree) }
    }

    func free() { xmlXPathFreeContext(handle) }

    func compile(_ expression: String) -> xmlXPathCompExprPtr? {
        expression.withCString { text in
            text.withMemoryRebound(to: xmlChar.self, capacity: 1) { xmlXPathCtxtCompile(handle, $0) }
        }
    }

    /// The elements, texts and attributes of the resulting set, in document order; nil where the evaluation was ended.
    func evaluate(_ program: XPathProgram, from node: NodePointer, firstOnly: Bool) -> [NodePointer]? {
        let result = (firstOnly ? program.first : program.all).withForm { form in
            evaluation.steps = form.steps
            defer { evaluation.steps = [] }
            return evaluate(form.whole, from: node)
        }
        guard let result, let result else { return nil }
        defer { xmlXPathFreeObject(result) }
        guard evaluation.meter?.mayReadOn(.nodes(Int(handle.pointee.opCount))) ?? true else { return nil }
        guard result.pointee.type == XPATH_NODESET, let set = result.pointee.nodesetval else { return [] }
        let nodes = UnsafeBufferPointer(start: set.pointee.nodeTab, count: Int(set.pointee.nodeNr))
        return nodes.compactMap { $0 }.filter { $0.isElement || $0.isText || $0.isAttribute }
    }

    func evaluate(_ form: xmlXPathCompExprPtr, from node: NodePointer) -> xmlXPathObjectPtr? {
        handle.pointee.node = node
        handle.pointee.opCount = 0
        return withExtendedLifetime(evaluation) { xmlXPathCompiledEval(form, handle) }
    }

    /// What the last evaluation did that was ended, in words that go on from the expression.
    var complaint: String {
        handle.pointee.opCount < handle.pointee.opLimit
            ? "cannot be evaluated on the page: \(fault.message.lowercased())"
            : "takes more than \(handle.pointee.opLimit) steps on the page"
    }

    /// The last fault, and the byte of the expression it was found at.
    var fault: (message: String, byte: Int) {
        let error = handle.pointee.lastError
        let message = error.message.map { String(cString: $0) } ?? "unknown error"
        return (message.split(separator: "\n").joined(), Int(error.int1))
    }
}
