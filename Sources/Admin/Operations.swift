import Hummingbird
import Prometheus

/// What those who operate a process ask it: whether it lives, whether it is ready, and what it has measured.
public struct Operations: Sendable {
    let registry: PrometheusRegistry
    /// Nil where the process is ready.
    public let obstacle: @Sendable () -> String?
    /// What somebody should look at though the process is ready, a line each.
    let worries: @Sendable () -> [String]

    /// - Parameters:
    ///   - obstacle: Why work had better go elsewhere, in one sentence; nil where the process is ready.
    ///   - worries: What somebody should look at all the same, a line each.
    public init(
        registry: PrometheusRegistry, worries: @escaping @Sendable () -> [String] = { [] },
        obstacle: @escaping @Sendable () -> String?
    ) {
        self.registry = registry
        self.worries = worries
        self.obstacle = obstacle
    }
}

extension RouterMethods {
    /// Answers `GET /health/live` (200 while the process serves), `GET /health/ready` (200, or 503 with the reason)
    /// and `GET /metrics` (Prometheus' text format).
    public func addOperations(_ operations: Operations) {
        get("/health/live") { _, _ in Response.text("live\n") }
        get("/health/ready") { _, _ in
            let worries = operations.worries().map { $0 + "\n" }.joined()
            guard let obstacle = operations.obstacle() else { return Response.text("ready\n" + worries) }
            return Response.text(obstacle + "\n" + worries, status: .serviceUnavailable)
        }
        get("/metrics") { _, _ in
            Response.text(operations.registry.page(), type: PrometheusRegistry.contentType)
        }
    }
}

extension Response {
    /// An answer that holds at the moment only.
    fileprivate static func text(
        _ text: String, status: HTTPResponse.Status = .ok, type: String = "text/plain; charset=utf-8"
    ) -> Response {
        Response(
            status: status, headers: [.contentType: type, .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
    }
}
