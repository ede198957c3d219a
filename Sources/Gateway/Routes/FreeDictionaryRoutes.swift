import Hummingbird

/// `GET /api/v2/entries/{language}/{word}`, as the free dictionary API has it.
struct FreeDictionaryRoutes {
    let controller: LookupController

    func add(to group: RouterGroup<GatewayContext>) {
        group.get("entries/{language}/{word}") { request, context in
            let question = try controller.question(in: context)
            let reply = try await controller.reply(
                to: controller.request(word: question.word, language: question.language), for: context.channel)
            if let problem = Problem(reply, in: controller.languages) { throw problem }
            return request.conditional(
                .json(
                    FreeDictionaryEntry.entries(of: reply),
                    headers: Freshness(of: reply, in: controller.languages).headers
                ))
        }
    }
}

/// Says what went wrong as that API does, with the same status.
struct FreeDictionaryErrorMiddleware: RouterMiddleware {
    private struct Body: Encodable {
        let title: String
        let message: String
        let resolution: String
    }

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            let isMissing = problem.status == .notFound
            let isPassing = problem.headers[.retryAfter] != nil || problem.status == .gatewayTimeout
            let body = Body(
                title: isMissing ? "No Definitions Found" : problem.title, message: problem.detail,
                resolution: isMissing
                    ? "Try another spelling or another language: GET /v1/languages tells which there are."
                    : isPassing ? "Try again later." : "Mend the request, or tell who runs this gateway.")
            return .json(body, status: problem.status, headers: problem.headers)
        }
    }
}
