import Hummingbird

/// `GET /health/live` and `GET /health/ready`, for who starts, stops and watches gateways.
struct HealthRoutes {
    private struct Health: Encodable {
        let status: String
        var detail: String?
    }

    let lookups: any Lookups

    func add(to group: RouterGroup<GatewayContext>) {
        group.get("live") { _, _ in Response.json(Health(status: "live")) }
        group.get("ready") { _, _ in
            guard let trouble = lookups.trouble else { return Response.json(Health(status: "ready")) }
            return .json(Health(status: "not ready", detail: trouble), status: .serviceUnavailable)
        }
    }
}
