import CoreMetrics
import Hummingbird
import Synchronization

/// Counts the requests that are being looked up, and refuses those that are too many, of one client or in all.
final class InFlight: Sendable {
    /// A place among them, given back when nobody holds the ticket any more.
    final class Ticket: Sendable {
        private let inFlight: InFlight
        private let client: NetworkAddress.Client

        fileprivate init(_ inFlight: InFlight, _ client: NetworkAddress.Client) {
            self.inFlight = inFlight
            self.client = client
        }

        deinit {
            inFlight.counts.withLock { counts in
                counts.all -= 1
                let left = counts.clients[client, default: 1] - 1
                counts.clients[client] = left > 0 ? left : nil
            }
        }
    }

    private struct Counts {
        var all = 0
        var clients: [NetworkAddress.Client: Int] = [:]
    }

    private let limit: Int
    private let clientLimit: Int
    private let counts = Mutex(Counts())

    init(limit: Int, clientLimit: Int) {
        self.limit = limit
        self.clientLimit = clientLimit
    }

    /// - Throws: A problem where there is no place.
    func ticket(for client: NetworkAddress.Client) throws(Problem) -> Ticket {
        let problem: Problem? = counts.withLock { counts in
            guard counts.all < limit else { return .full }
            guard counts.clients[client, default: 0] < clientLimit else { return .clientFull }
            counts.all += 1
            counts.clients[client, default: 0] += 1
            return nil
        }
        if let problem { throw problem }
        return Ticket(self, client)
    }
}

/// Answers at once that the gateway is full, rather than have requests queue for longer than anybody waits.
struct InFlightMiddleware: RouterMiddleware {
    let inFlight: InFlight
    let refusals: Counter

    func handle(
        _ request: Request, context: GatewayContext, next: (Request, GatewayContext) async throws -> Response
    ) async throws -> Response {
        let ticket: InFlight.Ticket
        do {
            ticket = try inFlight.ticket(for: context.client)
        } catch {
            refusals.increment()
            throw error
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
