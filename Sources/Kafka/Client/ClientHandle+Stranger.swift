import CRdkafka
import Glibc

extension ClientHandle {
    /// The error of a broker that never answered because it is a server of HTTP: many of these wait for the end of a line,
    /// which no request of Kafka's has. Nil where that is not so, or was asked before. Blocks for some seconds at most.
    func stranger() -> KafkaError? {
        guard !property("security.protocol").contains("ssl"), log.brokerOutage.isQuestionable() else { return nil }
        for server in servers.split(separator: ",") {
            let address = server.drop(while: \.isWhitespace).prefix { !$0.isWhitespace }
            guard let colon = address.lastIndex(of: ":") else { continue }
            let host = address[..<colon].trimmingPrefix("[").prefix { $0 != "]" }
            if speaksHTTP(String(host), port: String(address[colon...].dropFirst())) {
                return .stranger(at: String(address), saying: "HTTP")
            }
        }
        return nil
    }
}

/// Whether an answer to a question in HTTP comes from there within a second. Blocks.
private func speaksHTTP(_ host: String, port: String) -> Bool {
    var hints = addrinfo()
    hints.ai_socktype = Int32(SOCK_STREAM.rawValue)
    var found: UnsafeMutablePointer<addrinfo>?
    guard getaddrinfo(host, port, &hints, &found) == 0, let found else { return false }
    defer { freeaddrinfo(found) }
    let address = found.pointee
    let socket = Glibc.socket(address.ai_family, address.ai_socktype | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { return false }
    defer { close(socket) }
    // The first holds for connecting too.
    var limit = timeval(tv_sec: 1, tv_usec: 0)
    for option in [SO_SNDTIMEO, SO_RCVTIMEO] {
        setsockopt(socket, SOL_SOCKET, option, &limit, socklen_t(MemoryLayout<timeval>.size))
    }
    // A broker takes its beginning for a length that is out of bounds, and hangs up.
    let question = Array("GET / HTTP/1.0\r\n\r\n".utf8)
    guard connect(socket, address.ai_addr, address.ai_addrlen) == 0,
        send(socket, question, question.count, Int32(MSG_NOSIGNAL)) == question.count
    else { return false }
    var answer = [UInt8](repeating: 0, count: 4)
    return recv(socket, &answer, answer.count, Int32(MSG_WAITALL)) == 4 && answer == Array("HTTP".utf8)
}
