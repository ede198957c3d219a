import Foundation
import Lexicon
import Testing

@Suite struct SmallerReplies {
    private let large: LookupReply = {
        let sense = Sense(
            definition: "d", labels: ["l"], examples: ["e"], synonyms: ["s"], antonyms: ["a"],
            senses: [Sense(definition: "below", examples: ["e"], synonyms: ["s"])])
        return LookupReply(
            id: "1", word: "w", language: "en", outcome: .found, source: SourceCredit(id: "own", name: "Own"),
            entries: [Entry(headword: "w", senses: [sense], synonyms: ["s"], antonyms: ["a"])],
            fetchedAt: Date(timeIntervalSince1970: 0), cached: true)
    }()

    @Test func `examples go first, then synonyms, and then the answer`() {
        var extent = ReplyExtent.whole
        var all: [LookupReply] = [large.reduced(to: extent)]
        while let less = extent.less {
            all.append(large.reduced(to: less))
            extent = less
        }
        #expect(all.count == 4)
        #expect(all[0] == large)
        let entry = all[1].entries[0]
        #expect(entry.synonyms == ["s"] && entry.senses[0].synonyms == ["s"] && entry.senses[0].labels == ["l"])
        #expect(entry.senses[0].examples.isEmpty && entry.senses[0].senses[0].examples.isEmpty)
        let bare = all[2].entries[0]
        #expect(bare.synonyms.isEmpty && bare.antonyms.isEmpty && bare.senses[0].synonyms.isEmpty)
        #expect(bare.senses[0].antonyms.isEmpty && bare.senses[0].senses[0].synonyms.isEmpty)
        #expect(bare.senses[0].senses[0].definition == "below")
        #expect(all[3].entries.isEmpty)
        #expect(all.map(\.outcome) == [.found, .found, .found, .unavailable])
        #expect(all.map { $0.error?.contains("message.max.bytes") ?? false } == [false, true, true, true])
        for reply in all {
            #expect(reply.id == "1" && reply.word == "w" && reply.language == "en" && reply.source?.id == "own")
        }
    }

    @Test func `what is no answer keeps its outcome`() {
        let reply = LookupReply(word: "w", outcome: .blocked, error: String(repeating: "x", count: 100))
        #expect(reply.reduced(to: .excuse).outcome == .blocked)
    }
}
