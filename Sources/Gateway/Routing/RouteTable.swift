import HTTPTypes
import Hummingbird
import Synchronization

/// Which methods an address takes. The router itself only knows whether it takes one.
final class RouteTable: Sendable {
    private struct Route {
        let path: RouterPath
        let method: HTTPRequest.Method
    }

    private let routes = Mutex<[Route]>([])

    /// To be told once all routes are there.
    func learn(_ all: [Router<GatewayContext>.RouteDescription]) {
        let learnt = all.map { Route(path: $0.path, method: $0.method) }
        routes.withLock { $0 = learnt }
    }

    /// What the path that matches best takes: literal parts go before those that stand for anything.
    func methods(at path: String) -> [HTTPRequest.Method] {
        let parts = path.split(separator: "/")
        let all = routes.withLock { $0 }
        // The router does not come back from a first part that a route has literally.
        let begun = all.filter { route in route.path.first.map { $0 == parts.first ?? "" } ?? false }
        let matching = (begun.isEmpty ? all : begun).filter { route in
            route.path.count == parts.count && zip(route.path, parts).allSatisfy { $0 ~= $1 }
        }
        func literalParts(_ path: RouterPath) -> Int { zip(path, parts).count { $0 == $1 } }
        guard let best = matching.max(by: { literalParts($0.path) < literalParts($1.path) })?.path else { return [] }
        let methods = matching.filter { $0.path == best }.map(\.method)
        return methods.contains(.get) && !methods.contains(.head) ? methods + [.head] : methods
    }
}
