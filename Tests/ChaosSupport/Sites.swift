import Foundation
import TestSupport

/// Dictionaries on loopback, each for a made-up language of its own, and the folder of their manifests.
public final class Sites: Sendable {
    public enum Site: String, Sendable, CaseIterable {
        /// Answers at once.
        case healthy
        /// Answers after a second, two requests at a time.
        case slow
        /// Hangs up on everybody.
        case dead
        /// Answers at once, and has the pace of a real one.
        case paced
        /// The same, at half a page a second.
        case rare
        /// Takes requests, and nothing comes.
        case hanging
        /// Answers at once with a page that takes as long to read as reading may take.
        case costly

        public var language: String { "x-\(rawValue)" }
        fileprivate var path: String { "/\(rawValue)" }
    }

    public let server: FaultServer
    public let providers: URL

    /// - Parameters:
    ///   - pace: Of the healthy site, in requests per second of all workers together.
    ///   - stockPace: Of the paced one.
    public init(pace: Double = 1_000, stockPace: Double = 2) async throws {
        server = try await FaultServer()
        providers = try temporaryDirectory()
        for site in Site.allCases {
            server.respond(to: site.path) { request in
                switch site {
                case .healthy, .paced, .rare: Self.page(request)
                case .hanging: Reply([.stall])
                case .costly: Self.costlyPage(request)
                case .slow: Self.page(request).after(.seconds(1))
                case .dead: Reply([.close])
                }
            }
            let folder = providers.appending(path: site.language)
            try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
            let rate =
                switch site {
                case .healthy: pace
                case .paced: stockPace
                case .rare: 0.5
                case .slow, .dead, .hanging, .costly: 1_000.0
                }
            try manifest(of: site, pace: rate).write(
                to: folder.appending(path: "provider.yaml"), atomically: true, encoding: .utf8)
        }
    }

    /// Holds back the pages of some words of a site until `gate` opens.
    public func hold(
        _ site: Site, behind gate: Gate, where isHeld: @escaping @Sendable (_ number: Int) -> Bool = { _ in true }
    ) {
        server.respond(to: site.path) { request in
            let page = Self.page(request)
            let number = Int(request.target.split(separator: "=r").last ?? "")
            return number.map(isHeld) == true ? page.after(gate) : page
        }
    }

    /// The words that a site was asked for, in this order.
    public func words(askedOf site: Site) -> [String] {
        requests(to: site).map { String($0.target.split(separator: "=").last ?? "") }
    }

    /// The requests for words that a site has had.
    public func requests(to site: Site) -> [FaultServer.Request] { server.requests(to: site.path) }

    private func manifest(of site: Site, pace: Double) -> String {
        // Connections are kept for later, so this bounds the sockets that a worker is left with.
        let concurrency = [.slow, .hanging].contains(site) ? 2 : 8
        return """
            language: \(site.language)
            name: \(site.rawValue)
            sources:
              - id: site
                name: Site
                url: \(server.url(site.path))?word={word}
                license: CC0
                attribution: Everybody
                pace: {requests_per_second: \(pace), concurrency: \(concurrency)}
                extract: {selectors: {entry: article, headword: h1, sense: p}}
            """
    }

    /// A page of the word that is asked for, with as much to look through as a page may have.
    private static func costlyPage(_ request: FaultServer.Request) -> Reply {
        let word = request.target.split(separator: "=").last ?? ""
        let line = "<div>" + String(repeating: "<b>a <i>thing</i></b> ", count: 40) + "</div>"
        let around = String(repeating: line, count: 800)
        // Of all that, a short answer: the embedded broker keeps little.
        return .page("<article><h1>\(word)</h1>\(around)<p>The thing that \(word) is.</p></article>")
    }

    /// The page of the word that is asked for.
    public static func page(_ request: FaultServer.Request) -> Reply {
        let word = request.target.split(separator: "=").last ?? ""
        return .page("<article><h1>\(word)</h1><p>The thing that \(word) is.</p></article>")
    }
}
