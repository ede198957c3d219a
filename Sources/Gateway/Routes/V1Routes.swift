import Hummingbird
import Lexicon

/// `GET /v1/languages` and `GET /v1/{language}/{word}`.
struct V1Routes {
    private struct LanguageList: Encodable {
        struct Item: Encodable {
            let code: String
            let name: String
            let aliases: [String]
            let sources: [SourceCredit]
        }

        let languages: [Item]
    }

    let controller: LookupController

    func addLanguages(to group: RouterGroup<GatewayContext>) {
        let list = LanguageList(
            languages: controller.languages.all.map {
                .init(code: $0.code, name: $0.name, aliases: $0.aliases, sources: $0.sources)
            })
        // They stay the same as long as the gateway lives, and are the same in all of a fleet.
        let bytes = Response.encoded(list)
        let tag = EntityTag.weak(bytes)
        group.get("languages") { request, _ in
            var response = Response.json(bytes: bytes, headers: [.cacheControl: "max-age=300"])
            response.headers[.eTag] = tag
            return request.conditional(response)
        }
    }

    func addWords(to group: RouterGroup<GatewayContext>) {
        group.get("{language}/{word}") { request, context in
            let question = try controller.question(in: context)
            let query = try WordParameters(request)
            let reply = try await controller.reply(
                to: controller.request(
                    word: question.word, language: question.language, sources: query.sources, fresh: query.fresh),
                for: context.channel)
            if let problem = Problem(reply, in: controller.languages) { throw problem }
            return request.conditional(
                .json(bytes: reply.encoded(as: .full), headers: Freshness(of: reply, in: controller.languages).headers))
        }
    }
}

/// `?source=ID,…&fresh=true`
private struct WordParameters {
    /// Nil for all.
    let sources: [String]?
    let fresh: Bool

    init(_ request: Request) throws(Problem) {
        let parameters = request.uri.queryParameters
        var sources: [String]?
        for value in parameters[values: "source"] {
            let ids = try LookupController.decoded(String(value), "`source`").split(separator: ",").map(String.init)
            sources = (sources ?? []) + ids
        }
        self.sources = sources
        switch parameters[values: "fresh"].map(String.init) {
        case [], ["false"]: fresh = false
        case ["true"]: fresh = true
        default: throw .malformed("`fresh` is to be true or false.")
        }
    }
}
