import CLibcurl

/// Owns a multi handle. All of it belongs to the transfer thread, except `wakeUp()`.
///
/// Unchecked, on libcurl's word: of `curl_multi_wakeup` its manual says "This function can be called from any
/// thread", and of handles in general "You must never share the same handle in multiple threads", which the loop
/// keeps to by calling everything else from its one thread. Nobody may wake a handle that was freed: the loop closes
/// its letter box first.
final class CurlMulti: @unchecked Sendable {
    private let handle: UnsafeMutableRawPointer

    /// Thread-safe in this library (`CURL_VERSION_THREADSAFE`), and done once anyway.
    private static let library = dico_curl_global_init()

    init() {
        precondition(Self.library == CURLE_OK, "libcurl does not start")
        handle = curl_multi_init()!
        // Connections kept open for later.
        _ = dico_curl_multi_set_long(handle, CURLMOPT_MAXCONNECTS, 128)
        _ = dico_curl_multi_set_long(handle, CURLMOPT_PIPELINING, Int(CURLPIPE_MULTIPLEX))
    }

    func wakeUp() { curl_multi_wakeup(handle) }

    func add(_ transfer: CurlTransfer) throws(FetchFailure) {
        let code = curl_multi_add_handle(handle, transfer.handle)
        guard code == CURLM_OK else {
            throw FetchFailure(
                .unreachable, "libcurl takes no more transfers: \(String(cString: curl_multi_strerror(code))).")
        }
    }

    func remove(_ transfer: CurlTransfer) { curl_multi_remove_handle(handle, transfer.handle) }

    func perform() {
        var running: Int32 = 0
        curl_multi_perform(handle, &running)
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

    /// Waits for traffic, for `wakeUp()` or for the time given; without one, for a minute, which nothing depends on.
    func wait(atMost limit: Duration?) {
        let milliseconds = limit.map { max(0, Int64(($0 / .milliseconds(1)).rounded(.up))) } ?? 60_000
        curl_multi_poll(handle, nil, 0, Int32(min(milliseconds, 60_000)), nil)
    }

    /// The last call.
    func free() { curl_multi_cleanup(handle) }
}
