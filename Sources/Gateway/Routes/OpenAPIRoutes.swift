import Hummingbird
import Lexicon

/// `GET /openapi.yaml`: what this gateway takes and answers, for programs.
struct OpenAPIRoutes {
    func add(to group: RouterGroup<GatewayContext>) {
        let document = Array(
            String(decoding: PackageResources.openapi_yaml, as: UTF8.self)
                .replacing("{version}", with: Program.version).utf8)
        let headers: HTTPFields = [.cacheControl: "max-age=300", .eTag: EntityTag.weak(document)]
        group.get("openapi.yaml") { request, _ in
            request.conditional(.json(bytes: document, type: "application/yaml", headers: headers))
        }
    }
}
