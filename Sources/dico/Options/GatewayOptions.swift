import ArgumentParser
import Foundation
import Gateway
import Lexicon
import Logging
import Secrets

/// How a gateway serves, and whom.
struct GatewayOptions: ParsableArguments {
    private static let defaults = GatewayConfiguration()

    @Option(
        help: ArgumentHelp("The address to listen at; other machines reach only another one.", valueName: "address"))
    var host = Settings.value("host", default: defaults.host)

    @Option(name: [.short, .long], help: "The port to listen at; 0 for any that is free.")
    var port = Settings.value("port", default: defaults.port)

    @Option(help: ArgumentHelp("How long an answer may take.", valueName: "seconds"))
    var timeout = Settings.value("timeout", default: 15.0)

    @Option(help: ArgumentHelp("How long what is in flight may take on a stop.", valueName: "seconds"))
    var drainTimeout = Settings.value("drain-timeout", default: 30.0)

    @Option(help: "Requests that are looked up at once; more are refused at once.")
    var maxInFlight = Settings.value("max-in-flight", default: defaults.maxInFlight)

    @Option(help: "Connections at once; one more, and the one that was idle longest goes.")
    var maxConnections = Settings.value("max-connections", default: defaults.maxConnections)

    @Option(
        help: ArgumentHelp(
            "Connections, and requests looked up at once, of one client address; 0 for any number.",
            valueName: "connections"))
    var maxPerClient = Settings.value("max-per-client", default: defaults.maxPerClient ?? 0)

    @Option(help: ArgumentHelp("Largest body of a request.", valueName: "bytes"))
    var maxBody = Settings.value("max-body", default: defaults.maxBody)

    @Option(help: ArgumentHelp("Longest word.", valueName: "characters"))
    var maxWord = Settings.value("max-word", default: RequestLimits().wordCharacters)

    @Option(
        help: ArgumentHelp(
            "Words per second of one client address, those of lists too; 0 for any number.", valueName: "words"))
    var rate = Settings.value("rate", default: 0.0)

    @Option(
        help: ArgumentHelp(
            "Ask clients for one of the bearer tokens in this file, one on each line.", valueName: "file"))
    private var tokenFile: String?

    @Option(
        help: ArgumentHelp(
            "Let pages of this origin read the answers, or of all (*); may be repeated.", valueName: "origin"))
    private var allowOrigin: [String] = []

    @Option(
        help: ArgumentHelp(
            "Answer for this host name, or for any (*); may be repeated. At a loopback address, localhost by default.",
            valueName: "name"))
    private var allowHost: [String] = []

    @Option(
        help: ArgumentHelp(
            "Believe this proxy when it says whom it asks for (X-Forwarded-For, Forwarded); may be repeated.",
            valueName: "address or network"))
    private var trustedProxy: [String] = []

    private var hosts: [String] { allowHost.isEmpty ? Settings.strings("allow-host") : allowHost }

    private var proxies: [String] { trustedProxy.isEmpty ? Settings.strings("trusted-proxy") : trustedProxy }

    private var origins: [String] {
        allowOrigin.isEmpty ? Settings.strings("allow-origin") : allowOrigin
    }

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port is \(port): expected 0 to 65535.") }
        guard !host.isEmpty else { throw ValidationError("--host is empty: expected a name or an address.") }
        let counts = [
            ("--max-in-flight", maxInFlight), ("--max-connections", maxConnections), ("--max-body", maxBody),
            ("--max-word", maxWord),
        ]
        for (option, count) in counts {
            guard (1...1_000_000_000).contains(count) else {
                throw ValidationError("\(option) is \(count): expected at least 1.")
            }
        }
        guard timeout > 0, timeout <= 3_600 else {
            throw ValidationError("--timeout is \(timeout): expected seconds, above 0 and at most 3600.")
        }
        guard drainTimeout >= 0, drainTimeout <= 3_600 else {
            throw ValidationError("--drain-timeout is \(drainTimeout): expected 0 to 3600 seconds.")
        }
        guard rate >= 0, rate <= 1_000_000 else {
            throw ValidationError("--rate is \(rate): expected requests per second, or 0.")
        }
        guard maxPerClient >= 0 else {
            throw ValidationError("--max-per-client is \(maxPerClient): expected 0 or more.")
        }
        for origin in origins where origin != "*" { try Self.check(origin: origin) }
        for host in hosts where host.isEmpty || host.contains(where: { ":/ ".contains($0) }) {
            throw ValidationError(
                "--allow-host is \"\(host)\": expected a name without a port, such as dico.example, or *.")
        }
        for proxy in proxies where NetworkRange(proxy) == nil {
            throw ValidationError(
                "--trusted-proxy is \"\(proxy)\": expected an address or a network, such as 10.0.0.0/8.")
        }
    }

    private static func check(origin: String) throws {
        guard let parts = URLComponents(string: origin), parts.scheme != nil, parts.host?.isEmpty == false,
            parts.path.isEmpty, parts.query == nil, parts.fragment == nil
        else {
            throw ValidationError("--allow-origin is \(origin): expected an origin such as https://example.org, or *.")
        }
    }

    func configuration(logger: Logger) throws -> GatewayConfiguration {
        GatewayConfiguration(
            host: host, port: port, timeout: .seconds(timeout), drainTimeout: .seconds(drainTimeout),
            limits: RequestLimits(wordCharacters: maxWord), maxInFlight: maxInFlight, maxConnections: maxConnections,
            maxPerClient: maxPerClient > 0 ? maxPerClient : nil, maxBody: maxBody, rate: rate > 0 ? rate : nil,
            tokens: try tokens(logger), allowedOrigins: origins, allowedHosts: hosts,
            trustedProxies: proxies.compactMap(NetworkRange.init))
    }

    private func tokens(_ logger: Logger) throws -> [Secret] {
        guard let file = tokenFile ?? Settings.string("token-file") else { return [] }
        let text: String
        do {
            text = try String(contentsOf: URL(fileURLWithPath: file), encoding: .utf8)
        } catch {
            let fault =
                SecretFile.name(file).map { "\($0) cannot be read: \(systemReason(of: error))" }
                ?? "names no file that is there: expected a file of tokens, and not a token."
            throw Failure("--token-file \(fault)", code: .noInput)
        }
        let tokens = text.split(whereSeparator: \.isNewline).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        guard !tokens.isEmpty else {
            throw Failure("--token-file \(file) has no token: expected one on each line.", code: .configuration)
        }
        let mode = try? FileManager.default.attributesOfItem(atPath: file)[.posixPermissions] as? Int
        if let mode, mode & 0o044 != 0 {
            logger.warning("other users of this machine can read the tokens: chmod 600", metadata: ["file": "\(file)"])
        }
        return tokens.map { Secret($0) }
    }
}
