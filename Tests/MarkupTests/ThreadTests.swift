import Markup
import Testing

@Suite struct `Many threads` {
    @Test func `share selectors and parse pages of their own`() async throws {
        let css = try Selector("ol > li:nth-child(2):not(.x), p:has(b)")
        let xpath = try Selector("xpath://li[contains(., 'b')]/b[last()] | //p")
        let html = Array("<ol><li class=x>a<li>b<b>c</b></ol><p><b>d &eacute;</b></p>".utf8)
        await withTaskGroup(of: Bool.self) { group in
            for _ in 0..<8 {
                group.addTask {
                    (0..<50).allSatisfy { _ in
                        guard let page = try? Document(html: html) else { return false }
                        return page.select(css).map(\.text) == ["bc", "d é"]
                            && page.select(xpath).map(\.text) == ["c", "d é"]
                            && page.first(xpath)?.text == "c" && (try? Selector("xpath://p[")) == nil
                    }
                }
            }
            for await isRight in group { #expect(isRight) }
        }
    }
}
