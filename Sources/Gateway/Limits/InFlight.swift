import CoreMetrics
import Hummingbird
import Synchronization

/// Counts the requests that are being looked up, and refuses those that are too many.
final class InFlight: Sendable {
    /// A place among them, given back when nobody holds the ticket any more.
    final class Ticket: Sendable {
        private let desk: InFlight

        fileprivate init(_ desk: InFlight) { self.desk = desk }

        deinit { desk.count.withLock { $0 -= 1 } }
    }

    private let limit: Int
    private let count = Mutex(0)

    init(limit: Int) {
        self.limit = limit
    }

    /// Nil where there is no place.
    func ticket() -> Ticket? {
        let hasPlace = count.withLock { count in
            guard count < limit else { return false }
            count += 1
            return true
        }
        return hasPlace ? Ticket(self) : nil
    }
}

/// Answers at once that the gateway is full, rather than have requests queue for longer than anybody waits.
struct InFlightMiddleware: RouterMiddleware {
    let inFlight: InFlight
    let refusals: Counter

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        guard let ticket = inFlight.ticket() else {
            refusals.increment()
            throw Problem.full
        }
        var response = try await next(request, context)
        guard response.body.contentLength == nil else { return response }
        // What streams is in flight until it has streamed.
        let body = response.body
        response.body = ResponseBody { writer in
            defer { withExtendedLifetime(ticket) {} }
            try await body.write(writer)
        }
        return response
    }
}
