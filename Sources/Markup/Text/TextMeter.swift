/// Tells whether texts of a document may be read on: a page may have more of them, in one another, than there is time for.
final class TextMeter {
    /// Asked with the bytes of text and the nodes that were read since; nil where all may be read.
    var mayReadOn: ((_ bytes: Int, _ nodes: Int) -> Bool)?
    /// Whether that was answered with no, from when on all texts are empty.
    private(set) var isGivenUp = false

    func mayReadOn(bytes: Int = 0, nodes: Int = 0) -> Bool {
        if !isGivenUp, let mayReadOn, !mayReadOn(bytes, nodes) { isGivenUp = true }
        return !isGivenUp
    }
}
