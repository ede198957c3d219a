import Extraction
import Testing
import Web
import Yams

extension PageRules {
    /// The rules of a source whose part of a manifest is `yaml`.
    init(yaml: String) throws {
        let mapping = try #require(try Yams.compose(yaml: yaml)?.mapping)
        let notes = ManifestSection.Notes(file: "provider.yaml")
        let rules = PageRules(ManifestSection(mapping, path: "", notes: notes), name: "Site")
        #expect(notes.faults.isEmpty)
        self = try #require(rules)
    }

    /// What a page with `body` says of `word`.
    func judge(_ body: String, word: String, limits: ReadingLimits = ReadingLimits()) -> Verdict {
        let page = Page(url: "https://site.example/\(word)", status: 200, headers: [:], body: Array(body.utf8))
        return judge(PageContent(page, word: word, limits: limits), writtenAs: word)
    }
}
