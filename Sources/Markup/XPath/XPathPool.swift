internal import CLibxml2
import Synchronization

/// The compiled forms of one expression.
///
/// libxml2 writes into a compiled expression while it evaluates it, so a thread takes a form out of the pool, compiles
/// another one where all are in use, and gives it back.
final class XPathPool: Sendable {
    private let expression: String
    private let idle = Mutex<[CompiledXPath]>([])
    /// Forms kept: as many as threads are likely to evaluate at a time.
    private static let size = 16

    init(_ expression: String) {
        self.expression = expression
    }

    deinit {
        for form in idle.withLock({ $0 }) { form.free() }
    }

    /// Nil where the expression cannot be compiled.
    func withForm<Result>(_ body: (xmlXPathCompExprPtr) -> Result) -> Result? {
        guard let form = idle.withLock({ $0.popLast() }) ?? CompiledXPath(expression) else { return nil }
        defer {
            let isKept = idle.withLock { forms in
                guard forms.count < Self.size else { return false }
                forms.append(form)
                return true
            }
            if !isKept { form.free() }
        }
        return body(form.handle)
    }
}

/// A compiled expression of libxml2's.
///
/// `Sendable`, because it may move from thread to thread: libxml2 keeps nothing of it per thread. Only one at a time may
/// use it, which the pool sees to.
private struct CompiledXPath: @unchecked Sendable {
    let handle: xmlXPathCompExprPtr

    init?(_ expression: String) {
        guard let context = XPathContext(nil) else { return nil }
        defer { context.free() }
        guard let handle = context.compile(expression) else { return nil }
        self.handle = handle
    }

    func free() { xmlXPathFreeCompExpr(handle) }
}
