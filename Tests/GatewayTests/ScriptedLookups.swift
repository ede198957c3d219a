import Admin
import Client
import Foundation
import Gateway
import Lexicon
import Logging
import NIOPosix
import Prometheus
import ServiceLifecycle
import Synchronization
import TestSupport
import Testing

/// Lookups whose answers a test decides, and what was asked of them.
final class ScriptedLookups: Lookups {
    typealias Answer = @Sendable (LookupRequest) async throws(Silence) -> LookupReply

    private struct State {
        var asked: [LookupRequest] = []
        var limits: [Duration] = []
        var done = 0
        var trouble: String?
    }

    private let state = Mutex(State())
    private let answer: Answer

    init(_ answer: @escaping Answer) {
        self.answer = answer
    }

    var asked: [LookupRequest] { state.withLock { $0.asked } }
    var limits: [Duration] { state.withLock { $0.limits } }
    /// How many have an answer, or are not waited for any more.
    var done: Int { state.withLock { $0.done } }

    var trouble: String? {
        get { state.withLock { $0.trouble } }
        set { state.withLock { $0.trouble = newValue } }
    }

    func reply(to request: LookupRequest, in lane: Lane, within limit: Duration) async throws(Silence) -> LookupReply {
        state.withLock {
            $0.asked.append(request)
            $0.limits.append(limit)
        }
        defer { state.withLock { $0.done += 1 } }
        return try await answer(request)
    }

    /// A word that never has an answer, until nobody waits for it.
    @Sendable static func silence(_ request: LookupRequest) async throws(Silence) -> LookupReply {
        try? await Task.sleep(for: .seconds(600))
        throw .cancelled
    }
}

/// A gateway that listens on a port of its own.
struct TestGateway {
    let port: Int
    let group: ServiceGroup

    static let languages = [
        LanguageSummary(
            code: "en", name: "English", aliases: ["eng"],
            sources: [
                SourceCredit(id: "wiktionary", name: "Wiktionary", url: "https://en.wiktionary.org/"),
                SourceCredit(id: "other", name: "Other", license: "CC BY-SA 4.0"),
            ]),
        LanguageSummary(code: "fr", name: "French", aliases: [], sources: []),
    ]

    static let quiet = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

    /// Runs one while `body` lasts, and stops it gracefully.
    static func serving<Value: Sendable>(
        _ lookups: ScriptedLookups, _ configuration: GatewayConfiguration = .init(), logger: Logger = quiet,
        _ body: @Sendable (TestGateway) async throws -> Value
    ) async throws -> Value {
        var configuration = configuration
        configuration.port = 0
        let (ports, listening) = AsyncStream<Int>.makeStream()
        let registry = PrometheusRegistry()
        let service = GatewayService(
            configuration: configuration, lookups: lookups, languages: languages, metrics: registry,
            operations: { $0.addOperations(Operations(registry: registry) { lookups.trouble }) }, logger: logger
        ) { listening.yield($1) }
        let group = ServiceGroup(services: [service], logger: quiet)
        return try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask {
                defer { listening.finish() }
                try await group.run()
            }
            var iterator = ports.makeAsyncIterator()
            let port = try #require(await iterator.next())
            do {
                let value = try await body(TestGateway(port: port, group: group))
                await group.triggerGracefulShutdown()
                try await tasks.waitForAll()
                return value
            } catch {
                tasks.cancelAll()
                throw error
            }
        }
    }

    func get(_ path: String, headers: [String: String] = [:]) async throws -> RawHTTP.Answer {
        try await RawHTTP.request(port, "GET", path, headers: headers)
    }

    func post(_ body: String, headers: [String: String] = [:]) async throws -> RawHTTP.Answer {
        try await RawHTTP.request(port, "POST", "/v1/lookups", headers: headers, body: body)
    }
}

extension LookupReply {
    /// What a worker would say of `request`.
    static func found(_ request: LookupRequest, cached: Bool = false, fetchedAt: Date = Date()) -> LookupReply {
        LookupReply(
            word: request.word, language: request.language, outcome: .found,
            source: SourceCredit(
                id: "wiktionary", name: "Wiktionary", url: "https://example.org/w", license: "CC BY-SA 4.0"),
            entries: [
                Entry(
                    headword: request.word, partOfSpeech: .noun, pronunciations: [Pronunciation(text: "klaʊd")],
                    senses: [
                        Sense(
                            definition: "A thing:", labels: ["dated"], examples: ["Such a thing!"], synonyms: ["item"],
                            senses: [Sense(definition: "a small one", labels: ["rare"])]),
                        Sense(definition: "", labels: ["law"], senses: [Sense(definition: "a claim")]),
                    ], synonyms: ["matter"], antonyms: ["nothing"]),
                Entry(headword: request.word, partOfSpeech: .verb, senses: [Sense(definition: "To be.")]),
                Entry(headword: request.word.uppercased(), senses: [Sense(definition: "Initials.")]),
            ], fetchedAt: fetchedAt, cached: cached)
    }
}
