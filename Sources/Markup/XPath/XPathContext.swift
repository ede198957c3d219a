internal import CLibxml2

/// What libxml2 evaluates expressions in: one for a document, made once, because making it registers every function.
struct XPathContext {
    private let handle: xmlXPathContextPtr
    private let meter: TextMeter?

    /// Steps of one evaluation. An honest expression takes some hundred thousand for a page of 5 MiB.
    private static let operationLimit: UInt = 10_000_000

    /// `tree` is nil for compiling only; `meter`, which has to live as long, where all may be read.
    init?(_ tree: xmlDocPtr?, meter: TextMeter? = nil) {
        _ = PageParser.ready
        guard let handle = xmlXPathNewContext(tree) else { return nil }
        self.handle = handle
        self.meter = meter
        XPathFunctions.register(in: handle, meter: meter)
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

    /// The elements, texts and attributes of the resulting set, in document order; none where the evaluation fails.
    func evaluate(_ program: XPathProgram, from node: NodePointer, firstOnly: Bool) -> [NodePointer] {
        let result = (firstOnly ? program.first : program.all).withForm { evaluate($0, from: node) }
        guard let result, let result else { return [] }
        defer { xmlXPathFreeObject(result) }
        guard meter?.mayReadOn(.nodes(Int(handle.pointee.opCount))) ?? true else { return [] }
        guard result.pointee.type == XPATH_NODESET, let set = result.pointee.nodesetval else { return [] }
        let nodes = UnsafeBufferPointer(start: set.pointee.nodeTab, count: Int(set.pointee.nodeNr))
        return nodes.compactMap { $0 }.filter { $0.isElement || $0.isText || $0.isAttribute }
    }

    func evaluate(_ form: xmlXPathCompExprPtr, from node: NodePointer) -> xmlXPathObjectPtr? {
        handle.pointee.node = node
        handle.pointee.opCount = 0
        return xmlXPathCompiledEval(form, handle)
    }

    /// The last fault, and the byte of the expression it was found at.
    var fault: (message: String, byte: Int) {
        let error = handle.pointee.lastError
        let message = error.message.map { String(cString: $0) } ?? "unknown error"
        return (message.split(separator: "\n").joined(), Int(error.int1))
    }
}
