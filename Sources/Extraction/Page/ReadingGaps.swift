import Markup

/// What of a page an extractor knows to have passed over.
package struct ReadingGaps {
    /// The sections of languages that the page has, where none is the manifest's.
    package var sections: [String] = []
    /// Headings of the section that the manifest does not know.
    package var headings: [String] = []
    /// What should be read: texts in here that are no part of the answer were passed over.
    package var articles: [Node] = []

    package init() {}
}
