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
    /// The answer, in JSON, has a value there that is not empty; with `says`, one that contains it.
    var path: JSONPath?
    /// It has none.
    var noPath: JSONPath?
    /// It has a list, an object or a text there with nothing in it.
    var emptyPath: JSONPath?

    /// Nothing that the site says: mark-up of another year lacks anything.
    var isEmpty: Bool {
        status == nil && selector == nil && text == nil && says == nil && path == nil && emptyPath == nil
    }

    /// That is, whether every page with this status has it.
    fileprivate var onlySaysStatus: Bool {
        var rest = self
        rest.status = nil
        return rest.isEmpty && missing == nil && noPath == nil
    }

    func matches(_ content: PageContent) -> Bool {
        if let status, status != content.page.status { return false }
        if let text, !content.contains(text) { return false }
        guard matchesJSON(content) else { return false }
        if let says, path == nil,
            !Self.places(of: selector, on: content).contains(where: { $0.wholeText.contains(says) })
        {
            return false
        }
        if says == nil, let selector, content.document?.first(selector) == nil { return false }
        if let missing, content.document?.first(missing) != nil { return false }
        // Where reading was given up nothing is found, which tells nothing: to read it will fail.
        return content.budget.isLeft
    }

    private func matchesJSON(_ content: PageContent) -> Bool {
        guard path != nil || noPath != nil || emptyPath != nil else { return true }
        // One with too much in it tells nothing: to read it will fail.
        guard let value = try? content.json() else { return false }
        let answer = JSONPlace(value)
        if let path {
            let values = path.places(from: answer).map(\.value)
            let isThere = values.contains { value in
                says.map { value.text?.contains($0) ?? false } ?? !value.isEmpty
            }
            if !isThere { return false }
        }
        if let noPath, noPath.places(from: answer).contains(where: { !$0.value.isEmpty }) { return false }
        return emptyPath.map { $0.leadsToNothing(from: answer) } ?? true
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
                missing: section.selector("missing"), text: section.text("text"), says: section.line("says"),
                path: section.keyPath("path"), noPath: section.keyPath("no_path"),
                emptyPath: section.keyPath("empty"))
            if mark.isEmpty {
                section.fault(
                    section.value("no_path") == nil ? "missing" : "no_path",
                    "expected status, selector, text, says, path or empty beside it: changed mark-up lacks it too")
            }
            if mark.status == 200, mark.onlySaysStatus {
                section.fault("status", "200 is what pages with words have: say what else tells, as selector or says")
            }
            section.finish()
            return mark
        }
    }
}
