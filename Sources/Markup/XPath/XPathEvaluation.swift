internal import CLibxml2

/// What the functions of an expression need while it is evaluated.
final class XPathEvaluation {
    /// Nil where all may be read.
    let meter: TextMeter?
    /// The compiled steps that the expression names by number.
    var steps: [xmlXPathCompExprPtr] = []

    init(meter: TextMeter?) {
        self.meter = meter
    }
}
