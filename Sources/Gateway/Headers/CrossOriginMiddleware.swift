import HTTPTypes
import Hummingbird

/// Keeps the pages of others from having browsers post for them.
///
/// A browser asks before it posts for another origin (a preflight), but not where the content is of a kind that a form could
/// send. What comes from an origin that is not allowed is refused, and what comes from one that is, needs a kind that is
/// asked for.
struct CrossOriginMiddleware: RouterMiddleware {
    private static let site = HTTPField.Name("Sec-Fetch-Site")!
    private static let ofForms = ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data"]

    let allowed: [String]

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        if let origin = request.headers[.origin], !isOwn(origin, request) {
            guard allowed.contains("*") || allowed.contains(origin) else { throw Problem.crossOrigin(origin) }
            let type = (request.headers[.contentType] ?? "").prefix { $0 != ";" }.lowercased().filter { $0 != " " }
            guard !type.isEmpty, !Self.ofForms.contains(type) else { throw Problem.formContent }
        } else if request.headers[.origin] == nil, ["cross-site", "same-site"].contains(request.headers[Self.site]) {
            throw Problem.crossOrigin("another")
        }
        return try await next(request, context)
    }

    /// A proxy before the gateway may speak TLS where it does not: the schemes are not compared.
    private func isOwn(_ origin: String, _ request: Request) -> Bool {
        guard let scheme = origin.firstRange(of: "://"), let host = request.head.authority else { return false }
        return origin[scheme.upperBound...].lowercased() == host.lowercased()
    }
}
