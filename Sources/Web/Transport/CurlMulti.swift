import CLibcurl

/// Owns a multi handle, which is told what happened on which socket, and so does nothing for the transfers that wait.
///
/// All of it belongs to the transfer thread, except `wakeUp()`. Unchecked, on libcurl's word of handles in general,
/// "You must never share the same handle in multiple threads": the loop keeps to it by calling everything else from its
/// one thread, and `wakeUp()` touches the watch alone.
final class CurlMulti: @unchecked Sendable {
    private let handle: UnsafeMutableRawPointer
    private let watch = SocketWatch()
    private var events: [SocketWatch.Event] = []
    /// When libcurl wants to go on though nothing has happened; nil for never.
    private var alarm: ContinuousClock.Instant?

    /// Thread-safe in this library (`CURL_VERSION_THREADSAFE`), and done once anyway.
    private static let library = dico_curl_global_init()

    init() {
        precondition(Self.library == CURLE_OK, "libcurl does not start")
        handle = curl_multi_init()!
        // Connections kept open for later.
        _ = dico_curl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, 128)
        _ = dico_curl_multi_set_long(handle, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
        let me = Unmanaged.passUnretained(self).toOpaque()
        let ofSocket: curl_socket_callback = { _, socket, wish, me, _ in
            CurlMulti.from(me).watch.watch(socket, for: wish)
            return 0
        }
        let ofTimer: curl_multi_timer_callback = { _, milliseconds, me in
            CurlMulti.from(me).alarm = milliseconds < 0 ? nil : .now + .milliseconds(milliseconds)
            return 0
        }
        _ = dico_curl_multi_set_socket(handle, ofSocket, me)
        _ = dico_curl_multi_set_timer(handle, ofTimer, me)
    }

    func wakeUp() { watch.ring() }

    func add(_ transfer: CurlTransfer) throws(FetchFailure) {
        let code = curl_multi_add_handle(handle, transfer.handle)
        guard code == CURLM_OK else {
            throw FetchFailure(
                .unreachable, "libcurl takes no more transfers: \(String(cString: curl_multi_strerror(code))).")
        }
    }

    func remove(_ transfer: CurlTransfer) { curl_multi_remove_handle(handle, transfer.handle) }

    /// Moves on the transfers for which something has come, or whose time has.
    func perform() {
        var running: Int32 = 0
        for event in events { curl_multi_socket_action(handle, event.socket, event.readiness, &running) }
        events = []
        guard let due = alarm, due <= .now else { return }
        alarm = nil
        curl_multi_socket_action(handle, dico_curl_no_event(), 0, &running)
    }

    /// The handle and outcome of a transfer that has ended since the last call.
    func nextFinished() -> (UnsafeMutableRawPointer, CURLcode)? {
        var left: Int32 = 0
        while let message = curl_multi_info_read(handle, &left) {
            if message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle {
                return (easy, message.pointee.data.result)
            }
        }
        return nil
    }

    /// Waits for traffic, for `wakeUp()` or for the moment given; without one, for a minute, which nothing depends on.
    func wait(until moment: ContinuousClock.Instant?) {
        let left = [moment, alarm].compactMap(\.self).min().map { ContinuousClock.now.duration(to: $0) }
        let milliseconds = left.map { max(0, Int64(($0 / .milliseconds(1)).rounded(.up))) } ?? 60_000
        events = watch.wait(milliseconds: Int32(min(milliseconds, 60_000)))
    }

    /// The last call.
    func free() { curl_multi_cleanup(handle) }

    private static func from(_ me: UnsafeMutableRawPointer?) -> CurlMulti {
        Unmanaged<CurlMulti>.fromOpaque(me!).takeUnretainedValue()
    }
}
