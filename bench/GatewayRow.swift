import Foundation

/// A word that a gateway knows, beside the gateway's own health check.
struct GatewayRow {
    let place: Place

    private static let connections = 64
    private static let span = Duration.seconds(4)

    func measure() async throws -> [Figure] {
        let port = 18_080 + Int.random(in: 0..<2_000)
        let folder = FileManager.default.temporaryDirectory.appending(path: "dico-bench-\(UUID().uuidString)").path
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let gateway = try Program(
            place.dico,
            ["gateway", "--embedded", "--replay", "fixtures", "--port", "\(port)", "--answers", folder])
        let word = "/v1/en/cloud"
        // The first answer comes over Kafka, once the worker has its partitions.
        try await gateway.wait("gateway") { try Self.isAnswered(word, at: port) }
        let known = try await rate(of: word, at: port)
        let health = try await rate(of: "/health/live", at: port)
        try await gateway.stop()
        return [
            Figure(
                what: "a word known to the gateway, per second, \(Self.connections) connections",
                value: "\(Int(known))", reference: "its health check: \(Int(health))", ratio: known / health,
                bar: "≥ 0.5", isReached: known >= 0.5 * health)
        ]
    }

    private static func isAnswered(_ path: String, at port: Int) throws -> Bool {
        guard let connection = HTTPConnection(port: port) else { return false }
        return connection.ask(path)?.hasPrefix("HTTP/1.1 200") == true
    }

    /// Answers per second, each connection asking again as soon as it has its answer.
    private func rate(of path: String, at port: Int) async throws -> Double {
        let end = ContinuousClock.now + Self.span
        let answers = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<Self.connections {
                group.addTask { await Self.answers(to: path, at: port, until: end) }
            }
            return await group.reduce(0, +)
        }
        return Double(answers) / Self.span.inSeconds
    }

    /// How often one connection is answered, on a thread of its own.
    private static func answers(to path: String, at port: Int, until end: ContinuousClock.Instant) async -> Int {
        await withCheckedContinuation { continuation in
            let thread = Thread {
                let connection = HTTPConnection(port: port)
                var answers = 0
                while ContinuousClock.now < end, connection?.ask(path) != nil { answers += 1 }
                continuation.resume(returning: answers)
            }
            thread.start()
        }
    }
}

/// A connection to a server on loopback that is kept open. It blocks.
private final class HTTPConnection {
    private let socket: Int32
    private var buffer = [UInt8](repeating: 0, count: 64 << 10)

    init?(port: Int) {
        socket = Foundation.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(port).bigEndian
        address.sin_addr.s_addr = in_addr_t(0x7F00_0001).bigEndian
        let result = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(socket, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard result == 0 else { return nil }
    }

    deinit { close(socket) }

    /// The head of the answer; nil where there is none.
    func ask(_ path: String) -> String? {
        let request = Array("GET \(path) HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8)
        guard send(socket, request, request.count, Int32(MSG_NOSIGNAL)) == request.count else { return nil }
        var answer: [UInt8] = []
        while true {
            let count = recv(socket, &buffer, buffer.count, 0)
            guard count > 0 else { return nil }
            answer.append(contentsOf: buffer[..<count])
            guard let end = answer.firstRange(of: Array("\r\n\r\n".utf8))?.upperBound else { continue }
            let head = String(decoding: answer[..<end], as: UTF8.self)
            let length = head.lowercased().firstMatch(of: /content-length: ([0-9]+)/).flatMap { Int($0.output.1) } ?? 0
            if answer.count >= end + length { return head }
        }
    }
}
