internal import CLibxml2
import Synchronization

/// The compiled forms of one expression.
///
/// libxml2 writes into a compiled expression while it evaluates it, so a thread takes a form out of the pool, compiles
/// another one where all are in use, and gives it back.
final class XPathPool: Sendable {
    private let expression: String
    private let steps: [String]
    private let idle = Mutex<[CompiledXPath]>([])
    /// Forms kept: as many as threads are likely to evaluate at a time.
    private static let size = 16

    /// - Parameter steps: What it names by number.
    init(_ expression: String, steps: [String]) {
        (self.expression, self.steps) = (expression, steps)
    }

    deinit {
        for form in idle.withLock({ $0 }) { form.free() }
    }

    /// Nil where the expression cannot be compiled.
    func withForm<Result>(_ body: (CompiledXPath) -> Result) -> Result? {
        guard let form = idle.withLock({ $0.popLast() }) ?? CompiledXPath(expression, steps: steps) else { return nil }
        defer {
            let isKept = idle.withLock { forms in
                guard forms.count < Self.size else { return false }
                forms.append(form)
                return true
            }
            if !isKept { form.free() }
        }
        return body(form)
    }
}

/// A compiled expression of libxml2's, with its steps.
///
/// `Sendable`, because it may move from thread to thread: libxml2 keeps nothing of it per thread. Only one at a time may
/// use it, which the pool sees to.
struct CompiledXPath: @unchecked Sendable {
    let whole: xmlXPathCompExprPtr
    let steps: [xmlXPathCompExprPtr]

    init?(_ expression: String, steps: [String]) {
        guard let context = XPathContext(nil) else { return nil }
        defer { context.free() }
        let forms = ([expression] + steps).compactMap(context.compile)
        guard forms.count == steps.count + 1 else {
            for form in forms { xmlXPathFreeCompExpr(form) }
            return nil
        }
        whole = forms[0]
        self.steps = Array(forms[1...])
    }

    func free() {
        for form in [whole] + steps { xmlXPathFreeCompExpr(form) }
    }
}
