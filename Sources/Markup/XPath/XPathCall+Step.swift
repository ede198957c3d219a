internal import CLibxml2

extension XPathCall {
    /// Takes the step of the topmost number from each node of the set below it, and looks after each whether the page may be
    /// read on.
    func step() {
        let number = xmlXPathPopNumber(parser)
        guard let steps = evaluation?.steps, let number = Int(exactly: number), steps.indices.contains(number),
            let start = valuePop(parser)
        else { return end() }
        defer { xmlXPathFreeObject(start) }
        guard start.pointee.type == XPATH_NODESET, let result = xmlXPathNodeSetCreate(nil) else { return end() }
        if take(steps[number], from: nodes(of: start), into: result) {
            valuePush(parser, xmlXPathWrapNodeSet(result))
        } else {
            xmlXPathFreeNodeSet(result)
            end()
        }
    }

    /// False where it could not be taken from all of them.
    private func take(_ step: xmlXPathCompExprPtr, from starts: [NodePointer], into result: xmlNodeSetPtr) -> Bool {
        let outer = (context.pointee.node, context.pointee.contextSize, context.pointee.proximityPosition)
        defer {
            (context.pointee.node, context.pointee.contextSize, context.pointee.proximityPosition) = outer
        }
        var seen: Set<NodePointer> = []
        for start in starts {
            let before = context.pointee.opCount
            context.pointee.node = start
            guard let found = xmlXPathCompiledEval(step, context) else { return false }
            defer { xmlXPathFreeObject(found) }
            for node in nodes(of: found) where seen.insert(node).inserted {
                guard xmlXPathNodeSetAddUnique(result, node) == 0 else { return false }
            }
            guard mayRead(.nodes(Int(context.pointee.opCount - before))) else { return false }
        }
        return true
    }
}
