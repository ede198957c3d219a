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
    /// A reader sees it on the page, or in something that `selector` matches.
    var says: String?

    /// Nothing that the site says: mark-up of another year lacks anything.
    var isEmpty: Bool { status == nil && selector == nil && text == nil && says == nil }

    func matches(_ content: PageContent) -> Bool {
        if let status, status != content.page.status { return false }
        if let text, !content.contains(text) { return false }
        if let says, !Self.places(of: selector, on: content).contains(where: { $0.text.contains(says) }) {
            return false
        }
        if says == nil, let selector, content.document?.first(selector) == nil { return false }
        if let missing, content.document?.first(missing) != nil { return false }
        return true
    }

    private static func places(of selector: Selector?, on content: PageContent) -> [Node] {
        guard let document = content.document else { return [] }
        return selector.map(document.select) ?? document.root.map { [$0] } ?? []
    }
}

extension ManifestSection {
    /// A list of marks, any of which tells.
    func marks(_ key: String) -> [PageMark] {
        sections(key).map { section in
            let mark = PageMark(
                status: section.count("status", in: 100...599), selector: section.selector("selector"),
                missing: section.selector("missing"), text: section.text("text"), says: section.text("says"))
            if mark.isEmpty {
                section.fault(
                    "missing", "expected status, selector, text or says beside it: changed mark-up lacks it too")
            }
            section.finish()
            return mark
        }
    }
}
