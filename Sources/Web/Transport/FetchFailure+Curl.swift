import CLibcurl

extension FetchFailure {
    /// What libcurl's `code` means for a fetch from `host`, of which something had come or not.
    ///
    /// - Parameters:
    ///   - said: libcurl's own words for this one failure; "" where it has none.
    ///   - certificate: What OpenSSL found wrong with the certificate; 0 for nothing.
    ///   - proxy: The proxy on the way, without its password.
    init(curl code: CURLcode, said: String, certificate: Int, host: String, proxy: String?, hasBegun: Bool) {
        let said = said.isEmpty ? String(cString: curl_easy_strerror(code)) : said
        let way = proxy.map { " through the proxy \($0)" } ?? ""
        switch code {
        case CURLE_OPERATION_TIMEDOUT:
            self.init(.timedOut, "\(host) did not answer\(way): \(said).")
        case CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY:
            self.init(.unreachable, "The proxy \(proxy ?? "") could not be used: \(said).")
        case CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_ISSUER_ERROR, CURLE_SSL_INVALIDCERTSTATUS:
            self.init(.certificate, "\(host) was not trusted\(way): \(Self.fault(ofCertificate: certificate, said)).")
        case CURLE_SSL_CACERT_BADFILE:
            self.init(
                .certificate,
                "The file of trusted authorities cannot be read: \(said). Expected certificates in PEM (--ca-file).")
        case CURLE_SSL_CONNECT_ERROR, CURLE_SSL_CIPHER, CURLE_USE_SSL_FAILED:
            self.init(.unreachable, "\(host) and dico agree on no TLS\(way): \(said).")
        case CURLE_SSL_CERTPROBLEM:
            self.init(.certificate, "\(host) asks for a certificate of the client's, and dico has none: \(said).")
        case CURLE_RECV_ERROR where hasBegun, CURLE_PARTIAL_FILE:
            self.init(.malformed, "The page of \(host) was cut off: \(said).")
        case CURLE_BAD_CONTENT_ENCODING, CURLE_WEIRD_SERVER_REPLY, CURLE_HTTP2, CURLE_HTTP2_STREAM,
            CURLE_UNSUPPORTED_PROTOCOL, CURLE_URL_MALFORMAT, CURLE_WRITE_ERROR:
            self.init(.malformed, "\(host) sent what cannot be read: \(said).")
        case CURLE_OUT_OF_MEMORY:
            self.init(.tooLarge, "\(host) sent more than there is memory for.")
        default:
            self.init(.unreachable, "\(host) could not be reached\(way): \(said).")
        }
    }

    /// A proxy, which is nil where dico was not told of it, answered 407 in place of `host`.
    init(refusedByProxy proxy: String?, on host: String) {
        let message =
            if let proxy {
                "The proxy \(proxy) refuses dico (HTTP 407): check the user and the password in its address (--proxy, or "
                    + "HTTPS_PROXY, HTTP_PROXY or ALL_PROXY)."
            } else {
                "A proxy on the way to \(host) asks for a user and a password (HTTP 407): name it with both, --proxy "
                    + "http://USER:PASSWORD@HOST:PORT."
            }
        self.init(.proxyRefused, message)
    }

    /// OpenSSL's numbers (`X509_V_ERR_…`) in words that say what to do.
    private static func fault(ofCertificate number: Int, _ said: String) -> String {
        // libcurl compares the names itself.
        if said.contains("subject name") { return "its certificate is for another name" }
        return switch number {
        case 9: "its certificate is not valid yet (or the clock here is slow)"
        case 10: "its certificate has expired (or the clock here is fast)"
        case 18: "its certificate is signed by itself; --ca-file can name it as trusted"
        case 19: "the authority that signed its certificate is not known here; --ca-file can name it as trusted"
        case 2, 20, 21:
            "nobody who is trusted here signed its certificate, or it sends its chain in part; --ca-file "
                + "can name its authority"
        case 23: "its certificate was revoked"
        case 62: "its certificate is for another name"
        default: "its certificate cannot be verified: \(said)"
        }
    }
}
