/// What was read of a document, for whoever bounds that.
public enum Reading: Sendable, Hashable {
    /// So many elements, texts and attributes were looked at.
    case nodes(Int)
    /// So many bytes of text were looked through.
    case bytes(Int)
    /// One text of so many bytes is handed out.
    case text(bytes: Int)
    /// A search was given up, for the reason that this sentence says: it found nothing, and might have found something.
    case givenUp(String)
}

/// Tells whether a document may be read on: a page may have more texts, in one another, than there is time for.
final class TextMeter {
    /// Asked with what was read since; nil where all may be read.
    var mayReadOn: ((Reading) -> Bool)?
    /// Whether that was answered with no, from when on all texts are empty, and no selector matches anything.
    private(set) var isGivenUp = false

    func mayReadOn(_ reading: Reading) -> Bool {
        if !isGivenUp, let mayReadOn, !mayReadOn(reading) { isGivenUp = true }
        return !isGivenUp
    }
}
