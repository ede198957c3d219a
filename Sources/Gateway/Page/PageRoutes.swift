import Foundation
import Hummingbird
import Lexicon
import NIOCore

/// `GET /` and `GET /{language}/{word}`: words for people, in a browser with or without JavaScript.
struct PageRoutes {
    let controller: LookupController
    let writer: PageWriter

    /// The page without a word, and the way from the form to a word's own page.
    func addHome(to group: RouterGroup<GatewayContext>) {
        group.get("/") { request, context in
            let question = try PageQuery(form: request, languages: writer.languages)
            if question.word.isEmpty { return request.conditional(writer.home(question.language)) }
            guard PageAddress.hasPage(question.word) else {
                return try await answer(question, to: request, on: context.channel)
            }
            return Response(status: .seeOther, headers: [.location: question.address, .cacheControl: "no-store"])
        }
    }

    func addWords(to group: RouterGroup<GatewayContext>) {
        group.get("{language}/{word}") { request, context in
            let (word, name) = try controller.question(in: context)
            guard let language = writer.languages.named(name) else {
                throw Problem.unknownLanguage(name, known: writer.languages)
            }
            return try await answer(
                PageQuery(word: word, language: language), to: request, on: context.channel)
        }
    }

    private func answer(
        _ question: PageQuery, to request: Request, on channel: any Channel
    ) async throws -> Response {
        guard let language = question.language else { throw Problem.unknownLanguage("", known: writer.languages) }
        let reply = try await controller.reply(
            to: controller.request(word: question.word, language: language.code), for: channel)
        if let problem = Problem(reply, in: controller.languages) { throw problem }
        return request.conditional(writer.result(reply, to: question, in: language))
    }
}

/// Makes a page of what went wrong, with the status that programs get too.
struct PageProblemMiddleware: RouterMiddleware {
    let writer: PageWriter

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        do {
            return try await next(request, context)
        } catch let problem as Problem {
            return writer.notice(problem, to: PageQuery(request, context, languages: writer.languages))
        }
    }
}
