internal import CLibxml2

/// A function that an expression calls, with its arguments on top of libxml2's stack.
struct XPathCall {
    typealias Function = (xmlXPathParserContextPtr?, Int32) -> Void

    /// Comparing two characters, or two nodes, costs a fraction of reading a byte.
    private static let comparisonsOfByte = 8

    let parser: xmlXPathParserContextPtr
    let context: xmlXPathContextPtr

    init?(_ parser: xmlXPathParserContextPtr?) {
        guard let parser, let context = parser.pointee.context else { return nil }
        (self.parser, self.context) = (parser, context)
    }

    /// Calls a function of texts and numbers.
    func make(_ function: Function, _ arguments: Int32) {
        if let lengths = lengths(arguments) { function(parser, Int32(lengths.count)) }
    }

    /// Calls one that looks for its second text, or for the characters of that, at every place of the first.
    func search(_ function: Function, _ arguments: Int32) {
        guard let lengths = lengths(arguments), lengths.count > 1,
            mayRead(.bytes(lengths[0] * lengths[1] / Self.comparisonsOfByte))
        else { return }
        function(parser, arguments)
    }

    func sum() {
        if mayReadSet() { xmlXPathSumFunction(parser, 1) }
    }

    func compare() {
        if mayReadSet() { unite() }
    }

    /// Of two sets of nodes each is looked at with each. The one that was made before lies below.
    func unite() {
        guard parser.pointee.valueNr > 1, let values = parser.pointee.valueTab else { return }
        let pairs = nodes(of: parser.pointee.value).count * nodes(of: values[Int(parser.pointee.valueNr) - 2]).count
        _ = mayRead(.bytes(pairs / Self.comparisonsOfByte))
    }

    /// Puts texts in the place of sets of nodes, as the function itself would: that of the context node where it has no
    /// arguments. The lengths of all texts, and 0 for what is none; nil where the page may not be read on.
    private func lengths(_ arguments: Int32) -> [Int]? {
        if arguments == 0 { valuePush(parser, xmlXPathWrapString(xmlXPathCastNodeToString(context.pointee.node))) }
        let count = max(1, Int(arguments))
        let first = Int(parser.pointee.valueNr) - count
        guard first >= 0, let values = parser.pointee.valueTab else { return nil }
        var lengths: [Int] = []
        for place in first..<first + count {
            if let value = values[place], value.pointee.type == XPATH_NODESET {
                values[place] = xmlXPathConvertString(value)
            }
            let text = values[place].flatMap { $0.pointee.type == XPATH_STRING ? $0.pointee.stringval : nil }
            let length = text.map { UnsafePointer($0).length } ?? 0
            lengths.append(length)
            parser.pointee.value = values[first + count - 1]
            guard mayRead(.bytes(length)) else { return nil }
        }
        return lengths
    }

    /// Looks through all nodes of the topmost value, whose texts will be read.
    private func mayReadSet() -> Bool {
        for node in nodes(of: parser.pointee.value) {
            // Below the document itself there is the root.
            let top = node.pointee.type == XML_HTML_DOCUMENT_NODE ? node.pointee.children ?? node : node
            var (bytes, count) = (0, 0)
            var current: NodePointer? = top
            while let part = current {
                count += 1
                if part.isText, let content = part.pointee.content { bytes += UnsafePointer(content).length }
                if part.isAttribute {
                    bytes += part.withMemoryRebound(to: xmlAttr.self, capacity: 1) { $0.value.length }
                }
                current = part.next(inside: top)
            }
            guard mayRead(.nodes(count)), mayRead(.bytes(bytes)) else { return false }
        }
        return true
    }

    func nodes(of value: xmlXPathObjectPtr?) -> [NodePointer] {
        guard let value, value.pointee.type == XPATH_NODESET, let set = value.pointee.nodesetval else { return [] }
        return UnsafeBufferPointer(start: set.pointee.nodeTab, count: Int(set.pointee.nodeNr)).compactMap(\.self)
    }

    var evaluation: XPathEvaluation? {
        context.pointee.userData.map { Unmanaged<XPathEvaluation>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Ends the evaluation where the page may not be read on.
    func mayRead(_ reading: Reading) -> Bool {
        if evaluation?.meter?.mayReadOn(reading) ?? true { return true }
        end()
        return false
    }

    func end() { parser.pointee.error = Int32(XPATH_OP_LIMIT_EXCEEDED.rawValue) }
}
