import CLibcurl
import Glibc

/// One easy handle at work. It lives on the transfer thread alone: made, used and freed there.
///
/// libcurl holds an unretained pointer to it, so whoever adds `handle` to a multi handle keeps the transfer until the
/// handle was removed again.
final class CurlTransfer {
    let handle: UnsafeMutableRawPointer
    private var builder: AnswerBuilder
    private let exchange: Exchange
    private let firstByteBy: ContinuousClock.Instant
    private var headers: UnsafeMutablePointer<curl_slist>?
    private var resolve: UnsafeMutablePointer<curl_slist>?
    /// Whether a private address was refused.
    private var refused = false
    /// What libcurl says of a failure, which is more than its code does.
    private let message = UnsafeMutablePointer<CChar>.allocate(capacity: Int(CURL_ERROR_SIZE))

    init(_ exchange: Exchange, resolve names: [String]) throws(FetchFailure) {
        guard let handle = curl_easy_init() else {
            throw FetchFailure(.unreachable, "libcurl has no memory for another transfer.")
        }
        self.handle = handle
        self.exchange = exchange
        builder = AnswerBuilder(host: exchange.address.host, limits: exchange.limits, prefix: exchange.prefix)
        firstByteBy = .now + exchange.limits.firstByte
        message.pointee = 0
        for line in exchange.headers { headers = curl_slist_append(headers, line) }
        for line in names { resolve = curl_slist_append(resolve, line) }
        configure()
    }

    deinit {
        curl_easy_cleanup(handle)
        curl_slist_free_all(headers)
        curl_slist_free_all(resolve)
        message.deallocate()
    }

    /// The next moment at which `expired(at:)` may have something to say.
    var nextLimit: ContinuousClock.Instant {
        builder.hasBegun ? exchange.end.moment : min(exchange.end.moment, firstByteBy)
    }

    /// The limit of time that was met by `now`.
    func expired(at now: ContinuousClock.Instant) -> FetchFailure? {
        if exchange.end.moment <= now { return exchange.end.failure }
        guard !builder.hasBegun, firstByteBy <= now else { return nil }
        return FetchFailure(
            .timedOut, "\(exchange.address.host) sent no first byte within \(exchange.limits.firstByte.figure).")
    }

    /// The outcome that libcurl reported as `code`.
    func outcome(_ code: CURLcode) -> Result<ExchangeAnswer, FetchFailure> {
        let status = number(CURLINFO_RESPONSE_CODE)
        // Whatever it came for, the site has said nothing.
        if status == 407 || number(CURLINFO_HTTP_CONNECTCODE) == 407 {
            return .failure(FetchFailure(refusedByProxy: exchange.proxy?.name, on: exchange.address.host))
        }
        if let failure = builder.failure { return .failure(failure) }
        if code == CURLE_OK || builder.isEnough {
            return Result { () throws(FetchFailure) in try builder.finish(status: status) }
        }
        if refused {
            return .failure(
                FetchFailure(
                    .privateAddress,
                    "\(exchange.address.host) leads to a private address, which no public name may."))
        }
        return .failure(
            FetchFailure(
                curl: code, said: String(cString: message), certificate: number(CURLINFO_SSL_VERIFYRESULT),
                host: exchange.address.host, proxy: exchange.proxy?.name, hasBegun: builder.hasBegun))
    }

    /// What libcurl knows of the transfer; 0 where it knows nothing.
    private func number(_ item: CURLINFO) -> Int {
        var number = 0
        _ = dico_curl_get_long(handle, item, &number)
        return number
    }

    private func configure() {
        let me = Unmanaged.passUnretained(self).toOpaque()
        string(CURLOPT_URL, exchange.address.url)
        string(CURLOPT_PROTOCOLS_STR, "http,https")
        // Signals are the program's, not the library's.
        long(CURLOPT_NOSIGNAL, 1)
        long(CURLOPT_FOLLOWLOCATION, 0)
        string(CURLOPT_PROXY, exchange.proxy?.url.reveal() ?? "")
        // Which hosts need none is decided already.
        string(CURLOPT_NOPROXY, "")
        long(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
        if let authorities = exchange.authorities { string(CURLOPT_CAINFO, authorities) }
        _ = dico_curl_set_pointer(handle, CURLOPT_ERRORBUFFER, message)
        // Asked for and not undone here: libcurl takes a stream that was cut off for a whole one, and one of several
        // members for a broken one.
        string(CURLOPT_ACCEPT_ENCODING, ContentCoding.accepted)
        long(CURLOPT_HTTP_CONTENT_DECODING, 0)
        long(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_2TLS)
        // Removing a handle whose name is still being looked up would wait for the lookup, and hold up all transfers;
        // with this the lookup's thread is let go and frees its own memory.
        long(CURLOPT_QUICK_EXIT, 1)
        _ = dico_curl_set_list(handle, CURLOPT_HTTPHEADER, headers)
        if resolve != nil { _ = dico_curl_set_list(handle, CURLOPT_RESOLVE, resolve) }

        _ = dico_curl_set_pointer(handle, CURLOPT_WRITEDATA, me)
        _ = dico_curl_set_write(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, me in
            CurlTransfer.from(me).wrote(UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        _ = dico_curl_set_pointer(handle, CURLOPT_HEADERDATA, me)
        _ = dico_curl_set_write(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, me in
            CurlTransfer.from(me).received(header: UnsafeRawBufferPointer(start: bytes, count: size * count))
        }
        _ = dico_curl_set_pointer(handle, CURLOPT_OPENSOCKETDATA, me)
        _ = dico_curl_set_open_socket(handle) { me, _, address in
            CurlTransfer.from(me).open(address)
        }
        _ = dico_curl_set_pointer(handle, CURLOPT_PREREQDATA, me)
        _ = dico_curl_set_prerequest(handle) { me, address, _, _, _ in
            CurlTransfer.from(me).allows(connectionTo: address)
        }
    }

    private static func from(_ me: UnsafeMutableRawPointer?) -> CurlTransfer {
        Unmanaged<CurlTransfer>.fromOpaque(me!).takeUnretainedValue()
    }

    /// Any other number than that of the bytes given ends the transfer.
    private func wrote(_ bytes: UnsafeRawBufferPointer) -> Int {
        builder.body(bytes) ? bytes.count : bytes.count + 1
    }

    private func received(header bytes: UnsafeRawBufferPointer) -> Int {
        builder.header(bytes) ? bytes.count : bytes.count + 1
    }

    /// Opens the socket to an address that the name was resolved to, or refuses it before a single packet went out.
    private func open(_ address: UnsafeMutablePointer<curl_sockaddr>?) -> curl_socket_t {
        guard let address, let offset = MemoryLayout<curl_sockaddr>.offset(of: \.addr) else {
            return dico_curl_no_socket()
        }
        let wanted = address.pointee
        let ip = IPAddress(family: wanted.family, at: UnsafeRawPointer(address) + offset)
        guard exchange.proxy != nil || exchange.mayBePrivate || ip?.isPublic == true else {
            refused = true
            return dico_curl_no_socket()
        }
        return socket(wanted.family, wanted.socktype | Int32(SOCK_CLOEXEC.rawValue), wanted.protocol)
    }

    /// A kept connection opens no socket: it may have been made for a request that was allowed more than this one.
    private func allows(connectionTo address: UnsafeMutablePointer<CChar>?) -> Int32 {
        let ip = address.flatMap { IPAddress(String(cString: $0)) }
        guard exchange.proxy != nil || exchange.mayBePrivate || ip?.isPublic == true else {
            refused = true
            return CURL_PREREQFUNC_ABORT
        }
        return CURL_PREREQFUNC_OK
    }

    private func string(_ option: CURLoption, _ value: String) {
        _ = dico_curl_set_string(handle, option, value)
    }

    private func long(_ option: CURLoption, _ value: Int) {
        _ = dico_curl_set_long(handle, option, value)
    }
}
