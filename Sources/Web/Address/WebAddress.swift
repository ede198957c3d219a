import CLibcurl

/// An absolute http or https address as libcurl reads it.
///
/// The rules on hosts are judged on libcurl's own reading, so no other parser's opinion can slip a host past them.
package struct WebAddress: Hashable {
    /// Normalised, without fragment and without credentials.
    package let url: String
    /// Lower-case.
    package let scheme: String
    /// Lower-case, without brackets and without the final dot; odd spellings of IPv4 addresses are written out.
    package let host: String
    /// The scheme's own where the address names none.
    package let port: Int
    /// The path and, where there is one, `?` and the query.
    package let target: String

    /// nil where libcurl reads no http or https address in `text`.
    package init?(_ text: String) {
        guard let handle = Handle() else { return nil }
        guard handle.set(CURLUPART_URL, text) else { return nil }
        self.init(reading: handle)
    }

    /// The address that `reference`, the value of a Location field of `base`, leads to; nil where there is none.
    package init?(_ reference: String, relativeTo base: WebAddress) {
        guard let handle = Handle(), handle.set(CURLUPART_URL, base.url),
            handle.set(CURLUPART_URL, reference, flags: CURLU_URLENCODE | CURLU_ALLOW_SPACE)
        else { return nil }
        self.init(reading: handle)
    }

    /// Scheme, host and port: what one robots.txt speaks for.
    package var origin: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return port == (scheme == "https" ? 443 : 80) ? "\(scheme)://\(name)" : "\(scheme)://\(name):\(port)"
    }

    private init?(reading handle: borrowing Handle) {
        _ = handle.set(CURLUPART_FRAGMENT, nil)
        _ = handle.set(CURLUPART_USER, nil)
        _ = handle.set(CURLUPART_PASSWORD, nil)
        guard let scheme = handle.get(CURLUPART_SCHEME)?.lowercased(), scheme == "http" || scheme == "https",
            var host = handle.get(CURLUPART_HOST, flags: CURLU_PUNYCODE)?.lowercased(), !host.isEmpty,
            let port = handle.get(CURLUPART_PORT, flags: CURLU_DEFAULT_PORT).flatMap({ Int($0) }),
            let url = handle.get(CURLUPART_URL, flags: CURLU_PUNYCODE)
        else { return nil }
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        if host.hasSuffix(".") { host.removeLast() }
        let query = handle.get(CURLUPART_QUERY).map { "?" + $0 } ?? ""
        self.scheme = scheme
        self.host = host
        self.port = port
        self.url = url
        self.target = (handle.get(CURLUPART_PATH) ?? "/") + query
    }

    /// Owns a CURLU.
    private struct Handle: ~Copyable {
        private let pointer: OpaquePointer

        init?() {
            guard let pointer = curl_url() else { return nil }
            self.pointer = pointer
        }

        deinit { curl_url_cleanup(pointer) }

        borrowing func set(_ part: CURLUPart, _ text: String?, flags: Int32 = 0) -> Bool {
            // Swift would hand C the text up to its first NUL: another address than the one that was read.
            if let text, text.utf8.contains(0) { return false }
            return curl_url_set(pointer, part, text, UInt32(flags)) == CURLUE_OK
        }

        borrowing func get(_ part: CURLUPart, flags: Int32 = 0) -> String? {
            var text: UnsafeMutablePointer<CChar>?
            guard curl_url_get(pointer, part, &text, UInt32(flags)) == CURLUE_OK, let text else { return nil }
            defer { curl_free(text) }
            return String(cString: text)
        }
    }
}
