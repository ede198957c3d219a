import Hummingbird
import Lexicon
import NIOCore

/// The answers to a list of words, each written when it comes.
///
/// The client's pace is that of the work: a word is taken up when the answer to another was taken off the connection.
struct AnswerStream: Sendable {
    let words: [RequestedWords.Word]
    let controller: LookupController
    let request: Request

    private struct ClientLeft: Error {}

    private enum Event {
        case answered(Int, LookupReply)
        case clientLeft
    }

    func write(to writer: inout any ResponseBodyWriter) async throws {
        let (departures, departure) = AsyncStream<Void>.makeStream()
        try await request.body.consumeWithInboundCloseHandler { _ in
            try await withThrowingTaskGroup(of: Event.self) { group in
                group.addTask {
                    for await _ in departures {}
                    return .clientLeft
                }
                defer { group.cancelAll() }
                var waiting = Array(words.enumerated())[...]
                func takeUp() {
                    guard let (index, word) = waiting.popFirst() else { return }
                    group.addTask { .answered(index, await answer(to: word)) }
                }
                for _ in 0..<LookupsRoutes.concurrency { takeUp() }
                for _ in words {
                    guard case .answered(let index, let reply) = try await group.next() else { throw ClientLeft() }
                    try await write(reply.encoded(asAnswerTo: index), to: &writer)
                    takeUp()
                }
            }
        } onInboundClosed: {
            departure.finish()
        }
    }

    /// One reply for each word, whatever is wrong with it: the others are not to suffer.
    private func answer(to word: RequestedWords.Word) async -> LookupReply {
        do throws(Problem) {
            return try await controller.reply(
                to: controller.request(
                    word: word.word, language: word.language, sources: word.sources, fresh: word.fresh ?? false),
                in: .bulk)
        } catch {
            return LookupReply(
                word: word.word, language: controller.languages.named(word.language)?.code,
                outcome: error.status.kind == .clientError ? .rejected : .unavailable, error: error.detail)
        }
    }

    private func write(_ line: [UInt8], to writer: inout any ResponseBodyWriter) async throws {
        var buffer = ByteBuffer(bytes: line)
        buffer.writeInteger(UInt8(ascii: "\n"))
        try await writer.write(buffer)
    }
}
