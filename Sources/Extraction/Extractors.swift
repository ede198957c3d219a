/// The extractors that a manifest can choose from.
enum Extractors {
    static let all: [any Extractor.Type] = [
        WiktionaryExtractor.self, SelectorsExtractor.self, JSONExtractor.self,
    ]
}

extension ManifestSection {
    /// `extract` names one extractor and holds its settings.
    func extractor(_ key: String) -> (any Extractor)? {
        let known = Extractors.all.map { $0.name }.joined(separator: ", ")
        guard let section = section(key) else {
            if value(key) == nil { missing(key, expected: "one of \(known) with its settings") }
            return nil
        }
        let chosen = Extractors.all.filter { section.value($0.name) != nil }
        section.finish()
        guard chosen.count == 1, let type = chosen.first else {
            fault(key, "expected exactly one of \(known)")
            return nil
        }
        guard let settings = section.section(type.name, mayUse: true) else { return nil }
        let extractor = type.init(settings: settings)
        settings.finish()
        return extractor
    }
}
