import CLibcurl
import Glibc

/// The sockets that libcurl waits for, in a set that the kernel keeps: a wait costs what has happened, not what is open.
///
/// All of it belongs to the transfer thread, except `ring()`.
final class SocketWatch: Sendable {
    /// What a socket is ready for, in libcurl's own bits.
    struct Event {
        var socket: curl_socket_t
        var readiness: Int32
    }

    private let set = epoll_create1(Int32(EPOLL_CLOEXEC))
    /// Written to by another thread, it ends a wait.
    private let bell = eventfd(0, Int32(EFD_CLOEXEC | EFD_NONBLOCK))
    /// Of one wait; what is left over comes with the next.
    private static let most = 64

    init() {
        precondition(set >= 0 && bell >= 0, "no file descriptors are left for the transfers")
        watch(bell, for: CURL_POLL_IN)
    }

    deinit {
        close(bell)
        close(set)
    }

    func ring() { eventfd_write(bell, 1) }

    /// - Parameter wish: What libcurl waits for there, one of its `CURL_POLL_…`.
    func watch(_ socket: curl_socket_t, for wish: Int32) {
        var event = epoll_event()
        event.data.fd = socket
        switch wish {
        case CURL_POLL_IN: event.events = dico_epoll_in()
        case CURL_POLL_OUT: event.events = dico_epoll_out()
        case CURL_POLL_INOUT: event.events = dico_epoll_in() | dico_epoll_out()
        default:
            epoll_ctl(set, EPOLL_CTL_DEL, socket, &event)
            return
        }
        if epoll_ctl(set, EPOLL_CTL_ADD, socket, &event) != 0, errno == EEXIST {
            epoll_ctl(set, EPOLL_CTL_MOD, socket, &event)
        }
    }

    /// What has happened, once something has, the bell was rung or the time is over.
    func wait(milliseconds: Int32) -> [Event] {
        withUnsafeTemporaryAllocation(of: epoll_event.self, capacity: Self.most) { events in
            let count = epoll_wait(set, events.baseAddress, Int32(Self.most), milliseconds)
            return events.prefix(max(0, Int(count))).compactMap { event in
                guard event.data.fd != bell else {
                    var rings: eventfd_t = 0
                    eventfd_read(bell, &rings)
                    return nil
                }
                return Event(socket: event.data.fd, readiness: Self.readiness(event.events))
            }
        }
    }

    private static func readiness(_ events: UInt32) -> Int32 {
        var readiness: Int32 = 0
        if events & dico_epoll_in() != 0 { readiness |= CURL_CSELECT_IN }
        if events & dico_epoll_out() != 0 { readiness |= CURL_CSELECT_OUT }
        // An error or the other side's end, of which the kernel tells unasked.
        if events & ~(dico_epoll_in() | dico_epoll_out()) != 0 { readiness |= CURL_CSELECT_ERR }
        return readiness
    }
}
