internal import CLibxml2

/// Makes libxml2's tree of a page. Its own parser knows the HTML of 1999: names of characters, comments, scripts, depth
/// and the nesting of tags are not what browsers make of them today. So the tree is built here, and libxml2 does
/// what comes after: XPath, and whatever else reads a tree.
enum PageParser {
    /// To be touched before anything else of libxml2's: its globals must be there before several threads ask for them.
    /// They are never cleaned up, since other libraries of the process may use them too.
    static let ready: Void = xmlInitParser()

    /// Positions in a page are counted in 32 bits by some of libxml2's functions.
    private static let maximumSize = Int(Int32.max) - 64

    /// The tree of `html` with these attributes, for the caller to free.
    ///
    /// - Parameter nodes: After so many, parsing ends.
    static func parse(
        _ html: UnsafeRawBufferPointer, _ attributes: AttributeNames, nodes: Int, isPart: Bool
    ) throws(MarkupFault) -> PageTree {
        _ = ready
        guard html.count < maximumSize else { throw .tooLarge(bytes: html.count) }
        guard let document = htmlNewDocNoDtD(nil, nil) else { throw .outOfMemory }
        return TreeBuilder.parse(
            html.assumingMemoryBound(to: UInt8.self), attributes, nodes: nodes, isPart: isPart, into: document)
    }
}
