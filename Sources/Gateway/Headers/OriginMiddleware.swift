import HTTPTypes
import Hummingbird

/// Lets pages of the allowed origins read the answers.
struct OriginMiddleware: RouterMiddleware {
    private static let exposed = ["ETag", "Retry-After", "WWW-Authenticate"]
    private static let headers: [HTTPField.Name] = [.accept, .authorization, .contentType, .ifNoneMatch]

    private let allowed: [String]
    private let any: CORSMiddleware<GatewayContext>
    private let own: CORSMiddleware<GatewayContext>

    init(allowed: [String]) {
        self.allowed = allowed
        any = CORSMiddleware(
            allowOrigin: .all, allowHeaders: Self.headers, exposedHeaders: Self.exposed, maxAge: .seconds(600))
        own = CORSMiddleware(
            allowOrigin: .originBased, allowHeaders: Self.headers, exposedHeaders: Self.exposed, maxAge: .seconds(600))
    }

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        var response: Response
        if allowed.contains("*") {
            response = try await any.handle(request, context: context, next: next)
        } else if let origin = request.headers[.origin], allowed.contains(origin) {
            response = try await own.handle(request, context: context, next: next)
        } else {
            response = try await next(request, context)
            // Another origin's page gets another answer, wherever it is kept.
            if !(response.headers[.vary] ?? "").contains("Origin") { response.headers[values: .vary].append("Origin") }
            return response
        }
        if request.headers.contains(.origin) {
            response.headers[.accessControlExposeHeaders] = Self.exposed.joined(separator: ", ")
        }
        return response
    }
}
