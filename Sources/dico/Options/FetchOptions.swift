import ArgumentParser
import Foundation
import Web

/// What a site may send, and how long it may take.
struct FetchOptions: ParsableArguments {
    private static let limits = FetchLimits()

    @Option(help: ArgumentHelp("Largest page, after decompression.", valueName: "bytes"))
    var maxPage = Settings.value("max-page", default: limits.bodyBytes)

    @Option(help: ArgumentHelp("How long a site may take to its first byte.", valueName: "seconds"))
    var firstByteTimeout = Settings.value("first-byte-timeout", default: 10.0)

    @Option(help: ArgumentHelp("How long a site may take for a page.", valueName: "seconds"))
    var pageTimeout = Settings.value("page-timeout", default: 20.0)

    @Option(help: "Redirects of one page.")
    var maxRedirects = Settings.value("max-redirects", default: limits.redirects)

    @Option(
        help: ArgumentHelp(
            "The proxy that sites are asked through, http://HOST:PORT or socks5h://HOST:PORT; \"\" for none. Without it "
                + "HTTPS_PROXY, HTTP_PROXY and ALL_PROXY say it. NO_PROXY names hosts that need none.",
            valueName: "url"))
    private var proxy: String?

    @Option(
        help: ArgumentHelp(
            "The certificates, in PEM, of the authorities to trust in place of the system's. Without it SSL_CERT_FILE "
                + "and CURL_CA_BUNDLE name it.",
            valueName: "file"),
        completion: .file())
    private var caFile: String?

    func validate() throws {
        do {
            _ = try proxies
        } catch {
            throw ValidationError("\(error)")
        }
        if let authorities {
            guard let file = FileManager.default.contents(atPath: authorities) else {
                throw ValidationError("The file of trusted authorities, \(authorities), cannot be read (--ca-file).")
            }
            guard NetworkAccess.holdsCertificate(String(decoding: file, as: UTF8.self)) else {
                throw ValidationError(
                    "The file of trusted authorities, \(authorities), holds no certificate: expected some in PEM, which "
                        + "begin with \"-----BEGIN CERTIFICATE-----\" (--ca-file).")
            }
        }
        guard maxPage > 0 else { throw ValidationError("--max-page is \(maxPage): expected at least 1.") }
        guard (0...50).contains(maxRedirects) else {
            throw ValidationError("--max-redirects is \(maxRedirects): expected 0 to 50.")
        }
        for (option, seconds) in [("--first-byte-timeout", firstByteTimeout), ("--page-timeout", pageTimeout)] {
            guard seconds > 0, seconds <= 3_600 else {
                throw ValidationError("\(option) is \(seconds): expected seconds, above 0 and at most 3600.")
            }
        }
    }

    /// The way to the sites. `validate` has seen that it can be read.
    var access: NetworkAccess { NetworkAccess(proxies: (try? proxies) ?? .direct, authorities: authorities) }

    private var proxies: ProxyRules {
        get throws(ProxyFault) {
            try ProxyRules(
                proxy: proxy ?? Settings.string("proxy"), environment: ProcessInfo.processInfo.environment)
        }
    }

    private var authorities: String? {
        let environment = ProcessInfo.processInfo.environment
        return caFile ?? Settings.string("ca-file")
            ?? ["SSL_CERT_FILE", "CURL_CA_BUNDLE"].lazy.compactMap { environment[$0] }.first { !$0.isEmpty }
    }

    var limits: FetchLimits {
        FetchLimits(
            bodyBytes: maxPage, firstByte: .seconds(firstByteTimeout), page: .seconds(pageTimeout),
            redirects: maxRedirects)
    }
}
