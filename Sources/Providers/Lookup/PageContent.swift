import Markup
import Web

/// A page while it is judged: decoded and parsed once, for whoever asks first.
final class PageContent {
    let page: Page
    /// The word that the page was fetched for, as it is looked up.
    let word: String

    private(set) lazy var utf8 = page.utf8
    /// Nil where not even a broken page could be made of it.
    private(set) lazy var document = try? Document(html: utf8)

    init(_ page: Page, word: String) {
        self.page = page
        self.word = word
    }

    func contains(_ text: String) -> Bool {
        utf8.range(of: text) != nil
    }
}
