import Foundation
import Lexicon

extension ResultView {
    init(_ reply: LookupReply, in language: LanguageSummary) {
        let text = LanguageText(language)
        languageName = language.name
        tag = text.tag
        direction = text.direction
        count = reply.entries.count == 1 ? "1 entry" : "\(reply.entries.count) entries"
        headwords = reply.entries.chunked { $0.headword == $1.headword }.map { entries in
            Headword(
                headword: entries.first?.headword ?? reply.word,
                entries: entries.indices.map { index in
                    // What sounds the same as the entry before is not said again.
                    let isNew =
                        index == entries.startIndex
                        || entries[index].pronunciations != entries[index - 1].pronunciations
                    return EntryView(entries[index], in: language, text, showsPronunciation: isNew)
                })
        }
        source = SourceView(reply.source ?? SourceCredit(id: "", name: "an unnamed dictionary"))
        isStale = reply.stale
        let date = reply.fetchedAt ?? Date()
        fetchedAt = date.formatted(.iso8601)
        fetchedOn = date.formatted(
            Date.FormatStyle(locale: Locale(identifier: "en_GB"), timeZone: .gmt).day().month(.wide).year())
    }
}

extension EntryView {
    fileprivate init(
        _ entry: Entry, in language: LanguageSummary, _ text: LanguageText, showsPronunciation: Bool
    ) {
        let english = entry.partOfSpeech?.rawValue
        partOfSpeech = entry.partOfSpeechLabel.map { [$0] } ?? []
        let saysMore = english?.caseInsensitiveCompare(entry.partOfSpeechLabel ?? "") != .orderedSame
        partOfSpeechInEnglish = english.map { saysMore ? [$0] : [] } ?? []
        isNamed = english != nil || entry.partOfSpeechLabel != nil
        transcriptions =
            showsPronunciation
            ? entry.pronunciations.map { Transcription(text: $0.marked, notationTag: text.tag(of: $0.notation)) } : []
        senses = entry.senses.map { SenseView($0, in: language, text) }
        relations = RelationView.all(entry.synonyms, entry.antonyms, in: language, text)
    }
}

extension SenseView {
    fileprivate init(_ sense: Sense, in language: LanguageSummary, _ text: LanguageText) {
        definition = sense.definition
        labels = sense.labels
        examples = sense.examples.map(\.unquoted)
        relations = RelationView.all(sense.synonyms, sense.antonyms, in: language, text)
        senses = sense.senses.map { SenseView($0, in: language, text) }
    }
}

extension RelationView {
    /// Those that have any words.
    fileprivate static func all(
        _ synonyms: [String], _ antonyms: [String], in language: LanguageSummary, _ text: LanguageText
    ) -> [RelationView] {
        [("Synonym", synonyms), ("Antonym", antonyms)].filter { !$0.1.isEmpty }.map { name, words in
            RelationView(
                name: words.count == 1 ? name : name + "s",
                words: words.map {
                    WordLink(text: $0, tag: text.tag, address: PageAddress.of($0, in: language.code))
                })
        }
    }
}

extension SourceView {
    init(_ source: SourceCredit) {
        links = source.webAddress.map { [Link(address: $0, text: source.name)] } ?? []
        names = links.isEmpty ? [source.name] : []
        licenseLinks = source.licenseAddress.map { [Link(address: $0, text: source.license ?? "")] } ?? []
        licenseNames = licenseLinks.isEmpty ? source.license.map { [$0] } ?? [] : []
        attributions = source.attribution.map { [$0] } ?? []
    }
}

extension String {
    /// Without the quotation marks around it, where it is one quotation: the page sets its own.
    fileprivate var unquoted: String {
        let marks = "\"“”„«»‘’‚‹›「」『』"
        let inner = dropFirst().dropLast()
        // An apostrophe is none.
        let isOne = !inner.contains { marks.contains($0) && $0 != "’" }
        guard let first, let last, count > 2, marks.contains(first), marks.contains(last), isOne else { return self }
        return inner.trimmingCharacters(in: .whitespaces)
    }
}

extension Array {
    /// Runs of elements that follow each other and belong together.
    fileprivate func chunked(by belongs: (Element, Element) -> Bool) -> [ArraySlice<Element>] {
        var chunks: [ArraySlice<Element>] = []
        var start = startIndex
        for index in indices.dropFirst() where !belongs(self[index - 1], self[index]) {
            chunks.append(self[start..<index])
            start = index
        }
        return isEmpty ? [] : chunks + [self[start...]]
    }
}
