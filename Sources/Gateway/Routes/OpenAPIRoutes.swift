import Hummingbird

/// `GET /openapi.yaml`: what this gateway takes and answers, for programs.
struct OpenAPIRoutes {
    func add(to group: RouterGroup<GatewayContext>) {
        let document = PackageResources.openapi_yaml
        let headers: HTTPFields = [.cacheControl: "max-age=300", .eTag: EntityTag.weak(document)]
        group.get("openapi.yaml") { request, _ in
            request.conditional(.json(bytes: document, type: "application/yaml", headers: headers))
        }
    }
}
