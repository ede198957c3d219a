import Markup
import Web

/// A page while it is judged: decoded and parsed once, for whoever asks first.
package final class PageContent {
    package let page: Page
    /// The word that the page was fetched for, as it is looked up.
    package let word: String
    /// What is left of what reading it may cost.
    package let budget: ReadingBudget

    package private(set) lazy var utf8 = page.utf8
    /// Nil where not even a broken page could be made of it.
    package private(set) lazy var document = try? Document(html: utf8)

    /// - Parameter limits: What reading it may cost, from now on and on this thread.
    package init(_ page: Page, word: String, limits: ReadingLimits = ReadingLimits()) {
        self.page = page
        self.word = word
        budget = ReadingBudget(limits)
    }

    package func contains(_ text: String) -> Bool {
        utf8.range(of: text) != nil
    }
}
