import Foundation
import Glibc
import Synchronization

/// A port of one's choice on this machine that leads to another: each connection is passed on, byte for byte.
///
/// It is for clients that were told one address once and for all. Those of Kafka come in here, hear where the broker
/// really listens, and connect there.
final class FrontDoor: Sendable {
    /// Sockets that listen; none once it is closed.
    private let listeners: Mutex<[Int32]>

    /// Listens at `port` of `localhost`, by IPv4, and by IPv6 where the machine has it.
    ///
    /// - Throws: `.refused` where somebody else listens there, or this user may not.
    init(port: UInt16, leadingTo target: UInt16) throws(KafkaError) {
        var listeners: [Int32] = []
        for address in [LoopbackAddress.v4(port: port), .v6(port: port)] {
            do throws(SocketFault) {
                listeners.append(try address.listen())
            } catch {
                if error.isWithoutFamily, !listeners.isEmpty { continue }
                for listener in listeners { close(listener) }
                throw KafkaError(.refused, "Nothing can listen at port \(port): \(error). Choose another port.")
            }
        }
        self.listeners = Mutex(listeners)
        for listener in listeners { startThread("kafka door") { Self.welcome(at: listener, target) } }
    }

    /// Lets nobody in any more. Those who are in stay.
    func shutDown() {
        let listeners = listeners.withLock { listeners in
            defer { listeners = [] }
            return listeners
        }
        // Each is closed by the thread that waits on it.
        for listener in listeners { shutdown(listener, Int32(SHUT_RDWR)) }
    }

    /// Lets everybody in who comes, until `listener` is shut down.
    private static func welcome(at listener: Int32, _ target: UInt16) {
        while true {
            let visitor = accept(listener, nil, nil)
            if visitor >= 0 {
                // No program that is started here is to have it too.
                _ = fcntl(visitor, F_SETFD, FD_CLOEXEC)
                startThread("kafka visitor") { serve(visitor, target) }
            } else if errno == EINVAL {
                // It listens no longer.
                close(listener)
                return
            } else if ![EINTR, ECONNABORTED].contains(errno) {
                // It passes, and asking at once again would only keep the machine busy.
                Thread.sleep(forTimeInterval: 0.1)
            }
        }
    }

    private static func serve(_ visitor: Int32, _ target: UInt16) {
        defer { close(visitor) }
        guard let inside = try? LoopbackAddress.v4(port: target).connect() else { return }
        defer { close(inside) }
        let answered = DispatchSemaphore(value: 0)
        startThread("kafka visitor") {
            pass(from: inside, to: visitor)
            answered.signal()
        }
        pass(from: visitor, to: inside)
        answered.wait()
    }

    /// Passes on what comes until one of the two ends.
    private static func pass(from source: Int32, to sink: Int32) {
        var buffer = [UInt8](repeating: 0, count: 64 * 1_024)
        while true {
            let count = recv(source, &buffer, buffer.count, 0)
            if count < 0, errno == EINTR { continue }
            guard count > 0, sendAll(buffer[..<count], to: sink) else { break }
        }
        shutdown(sink, Int32(SHUT_WR))
        shutdown(source, Int32(SHUT_RD))
    }

    private static func sendAll(_ bytes: ArraySlice<UInt8>, to sink: Int32) -> Bool {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { send(sink, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return false }
            rest = rest.dropFirst(count)
        }
        return true
    }
}

/// What the system has against a socket.
private struct SocketFault: Error, CustomStringConvertible {
    let code = errno

    /// Whether the machine has no addresses of this kind.
    var isWithoutFamily: Bool { [EAFNOSUPPORT, EADDRNOTAVAIL].contains(code) }

    var description: String { String(cString: strerror(code)) }
}

/// A port of this machine alone.
private enum LoopbackAddress {
    case v4(port: UInt16)
    case v6(port: UInt16)

    /// A socket that listens there.
    func listen() throws(SocketFault) -> Int32 {
        try socket { socket, address, length in
            var yes: Int32 = 1
            setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<Int32>.size))
            return bind(socket, address, length) == 0 && Glibc.listen(socket, SOMAXCONN) == 0
        }
    }

    /// A socket that is connected to whoever listens there.
    func connect() throws(SocketFault) -> Int32 {
        try socket { Glibc.connect($0, $1, $2) == 0 }
    }

    /// A socket of which `isMade` makes what it is for.
    private func socket(
        _ isMade: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Bool
    ) throws(SocketFault) -> Int32 {
        let type = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let socket = Glibc.socket(family, type, 0)
        guard socket >= 0 else { throw SocketFault() }
        guard withAddress({ isMade(socket, $0, $1) }) else {
            let fault = SocketFault()
            close(socket)
            throw fault
        }
        return socket
    }

    private var family: Int32 {
        switch self {
        case .v4: AF_INET
        case .v6: AF_INET6
        }
    }

    private func withAddress<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result {
        switch self {
        case .v4(let port):
            var address = sockaddr_in()
            address.sin_family = sa_family_t(AF_INET)
            address.sin_port = port.bigEndian
            address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
            return Self.pointing(to: &address, body)
        case .v6(let port):
            var address = sockaddr_in6()
            address.sin6_family = sa_family_t(AF_INET6)
            address.sin6_port = port.bigEndian
            withUnsafeMutableBytes(of: &address.sin6_addr) { $0[15] = 1 }
            return Self.pointing(to: &address, body)
        }
    }

    private static func pointing<Address, Result>(
        to address: inout Address, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<Address>.size))
            }
        }
    }
}
