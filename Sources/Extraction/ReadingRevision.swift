/// Tells one way of reading pages from another, for answers that are kept: those that another one has read are past their
/// lifetime.
package enum ReadingRevision {
    /// To be raised with every change after which the same page and the same manifest make other entries.
    package static let current = 1
}
