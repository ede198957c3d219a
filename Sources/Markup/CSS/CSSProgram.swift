/// A CSS selector, compiled once.
///
/// What it is made of lies in memory that it owns and that nobody writes after the compiler: so the matcher copies plain
/// values and counts no references, which would take longer than the comparisons themselves. `Sendable` for the same
/// reason. Whoever uses the selector keeps the program alive meanwhile.
final class CSSProgram: @unchecked Sendable {
    let selector: CSSSelector
    let attributes: AttributeNames
    private let memory: CSSMemory

    init(_ source: String) throws(SelectorFault) {
        var parser = CSSParser(source)
        selector = try parser.parse()
        attributes = AttributeNames(parser.attributes)
        memory = parser.memory
    }
}

/// Where the lists and strings of a compiled selector lie, for as long as it lives.
final class CSSMemory {
    private var blocks: [UnsafeMutableRawPointer] = []

    deinit {
        for block in blocks { block.deallocate() }
    }

    /// `BitwiseCopyable` sees to it that nothing in here would have to be released.
    func keep<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafeBufferPointer<Element> {
        let block = UnsafeMutablePointer<Element>.allocate(capacity: elements.count)
        block.initialize(from: elements, count: elements.count)
        blocks.append(UnsafeMutableRawPointer(block))
        return UnsafeBufferPointer(start: block, count: elements.count)
    }

    func keep(_ string: String) -> UTF8Bytes { keep(Array(string.utf8)) }
}
