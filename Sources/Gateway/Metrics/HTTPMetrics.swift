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
    let connections: Counter
    let bodies: Counter
    let head: Counter

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
        connections = refused("connections")
        bodies = refused("bodies")
        head = refused("head")
        inFlight = Meter(label: "dico_http_requests_in_flight", factory: factory)
    }

    /// A request that is answered, from when it came until nobody holds this any more: its answer has gone to the
    /// connection then, or its client has left.
    final class Visit: Sendable {
        private let metrics: HTTPMetrics
        private let began = ContinuousClock.now
        private let answer = Mutex<Series?>(nil)

        init(_ metrics: HTTPMetrics) {
            self.metrics = metrics
            metrics.inFlight.increment()
        }

        /// - Parameter route: As the router has it, which is `NotFound` where there is none at the address; nil where the
        ///   request did not get as far.
        func answered(_ route: String?, status: Int) {
            answer.withLock { $0 = Series(route: route ?? "NotFound", status: status) }
        }

        deinit {
            metrics.inFlight.decrement()
            if let series = answer.withLock({ $0 }) { metrics.count(series, after: .now - began) }
        }
    }

    private func count(_ series: Series, after duration: Duration) {
        requests.withLock { requests in
            if let known = requests[series] { return known }
            let new = Counter(
                label: "dico_http_requests_total",
                dimensions: [("route", series.route), ("status", "\(series.status)")],
                factory: factory)
            requests[series] = new
            return new
        }.increment()
        durations.withLock { durations in
            if let known = durations[series.route] { return known }
            let new = Timer(
                label: "dico_http_request_seconds", dimensions: [("route", series.route)], factory: factory)
            durations[series.route] = new
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
        let visit = HTTPMetrics.Visit(metrics)
        var response: Response
        do {
            response = try await next(request, context)
        } catch {
            // What cannot be parsed: the server itself answers it.
            visit.answered(context.endpointPath, status: 400)
            throw error
        }
        visit.answered(context.endpointPath, status: response.status.code)
        let body = response.body
        response.body = ResponseBody(contentLength: body.contentLength) { writer in
            defer { withExtendedLifetime(visit) {} }
            try await body.write(writer)
        }
        return response
    }
}
