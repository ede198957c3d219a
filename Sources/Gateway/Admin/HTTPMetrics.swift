import CoreMetrics
import Hummingbird
import Synchronization

/// What a gateway counts and times as it serves.
///
/// The labels of a series are routes and statuses, never what a client sends: a client that makes up addresses or
/// methods does not grow memory.
final class HTTPMetrics: Sendable {
    private struct Series: Hashable {
        let route: String
        let status: Int
    }

    let full: Counter
    let rate: Counter
    let token: Counter

    private let factory: any MetricsFactory
    private let inFlight: Meter
    private let requests = Mutex<[Series: Counter]>([:])
    private let durations = Mutex<[String: Timer]>([:])

    init(factory: any MetricsFactory) {
        func refused(_ reason: String) -> Counter {
            Counter(label: "dico_http_refused_total", dimensions: [("reason", reason)], factory: factory)
        }
        self.factory = factory
        full = refused("full")
        rate = refused("rate")
        token = refused("token")
        inFlight = Meter(label: "dico_http_requests_in_flight", factory: factory)
    }

    func began() { inFlight.increment() }

    /// - Parameter route: As the router has it, which is `NotFound` where there is none at the address; nil where the
    ///   request did not get as far.
    func ended(_ route: String?, status: Int, after duration: Duration) {
        let route = route ?? "NotFound"
        inFlight.decrement()
        requests.withLock { requests in
            let series = Series(route: route, status: status)
            if let known = requests[series] { return known }
            let new = Counter(
                label: "dico_http_requests_total", dimensions: [("route", route), ("status", "\(status)")],
                factory: factory)
            requests[series] = new
            return new
        }.increment()
        durations.withLock { durations in
            if let known = durations[route] { return known }
            let new = Timer(label: "dico_http_request_seconds", dimensions: [("route", route)], factory: factory)
            durations[route] = new
            return new
        }.record(duration: duration)
    }
}

/// Counts and times each request, until its answer has gone to the connection.
struct HTTPMetricsMiddleware: RouterMiddleware {
    let metrics: HTTPMetrics

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        let began = ContinuousClock.now
        metrics.began()
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            // What cannot be parsed: the server itself answers it.
            metrics.ended(context.endpointPath, status: 400, after: .now - began)
            throw error
        }
        let (status, body) = (response.status.code, response.body)
        response.body = ResponseBody(contentLength: body.contentLength) { [metrics] writer in
            defer { metrics.ended(context.endpointPath, status: status, after: .now - began) }
            try await body.write(writer)
        }
        return response
    }
}
