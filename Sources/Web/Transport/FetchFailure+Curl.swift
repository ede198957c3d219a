import CLibcurl

extension FetchFailure {
    /// What libcurl's `code` means for a fetch from `host`, of which something had come or not.
    init(curl code: CURLcode, host: String, hasBegun: Bool) {
        let said = String(cString: curl_easy_strerror(code))
        switch code {
        case CURLE_OPERATION_TIMEDOUT:
            self.init(.timedOut, "\(host) did not answer: \(said).")
        case CURLE_RECV_ERROR where hasBegun, CURLE_PARTIAL_FILE:
            self.init(.malformed, "The page of \(host) was cut off: \(said).")
        case CURLE_BAD_CONTENT_ENCODING, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_HTTP2_STREAM,
            CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT, CURLE_WRITE_ERROR:
            self.init(.malformed, "\(host) sent what cannot be read: \(said).")
        case CURLE_OUT_OF_MEMORY:
            self.init(.tooLarge, "\(host) sent more than there is memory for.")
        default:
            self.init(.unreachable, "\(host) could not be reached: \(said).")
        }
    }
}
