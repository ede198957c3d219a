import Markup
import Web

/// What tells a kind of answer of a site, such as "no such word": conditions that all hold.
struct PageMark: Sendable {
    var status: Int?
    /// Something on the page matches it.
    var selector: Selector?
    /// Nothing on the page matches it.
    var missing: Selector?
    /// The page's source contains it to the letter.
    var text: String?

    func matches(_ content: PageContent) -> Bool {
        if let status, status != content.page.status { return false }
        if let text, !content.contains(text) { return false }
        if let selector, content.document?.first(selector) == nil { return false }
        if let missing, content.document?.first(missing) != nil { return false }
        return true
    }
}

extension ManifestSection {
    /// A list of marks, any of which tells.
    func marks(_ key: String) -> [PageMark] {
        sections(key).map { section in
            let mark = PageMark(
                status: section.count("status", in: 100...599), selector: section.selector("selector"),
                missing: section.selector("missing"), text: section.text("text"))
            if section.isEmpty { fault(key, "expected status, selector, missing or text") }
            section.finish()
            return mark
        }
    }
}
