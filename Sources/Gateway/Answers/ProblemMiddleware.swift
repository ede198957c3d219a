import Hummingbird
import NIOHTTP1

/// Makes a problem of whatever goes wrong further in, and tells an address without a resource from one that has no
/// such method.
struct ProblemMiddleware: RouterMiddleware {
    /// Longest address, in bytes: what a word of 200 characters needs, many times over.
    static let addressLimit = 8 * 1024

    let routes: RouteTable

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        do {
            guard request.uri.string.utf8.count <= Self.addressLimit else {
                throw Problem.addressTooLong(limit: Self.addressLimit)
            }
            return try await next(request, context)
        } catch let problem as Problem {
            return problem.response(to: request)
        } catch let error as HTTPParserError {
            // Nothing more can be read: the server says so itself, and hangs up.
            throw error
        } catch let error as HTTPError where error.status == .notFound {
            let allowed = routes.methods(at: request.uri.path)
            return (allowed.isEmpty ? Problem.nothingHere : .methodNotAllowed(allowed)).response(to: request)
        } catch let error as HTTPError {
            return Problem(
                status: error.status, kind: .refused, title: error.status.reasonPhrase,
                detail: error.body ?? error.status.reasonPhrase
            ).response(to: request)
        } catch {
            context.logger.error("a request failed", metadata: ["path": "\(request.uri.path)", "error": "\(error)"])
            return Problem(
                status: .internalServerError, kind: .internal, title: "Something went wrong",
                detail: "The gateway failed, which is its own fault: its log tells more."
            ).response(to: request)
        }
    }
}
