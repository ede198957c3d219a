/// The routes that every `FaultServer` has.
public enum FaultRoute: String, Sendable, CaseIterable {
    /// A page: `<p>plain</p>`.
    case plain
    /// The same, gzip-encoded.
    case gzip
    /// A request is taken, and nothing comes.
    case silence
    /// A header and half a body, and then nothing.
    case halfThenSilence
    /// Half a body, and the connection is closed.
    case drop
    /// Half a body, and the connection is reset.
    case reset
    /// The connection is closed before a byte was sent.
    case hangUp
    /// Content-Length says more than there is.
    case lengthTooLong
    /// Chunk after chunk, for ever.
    case endless
    /// A chunk whose size is no number.
    case brokenChunk
    /// 16 MiB of zeros in some 100 KiB of gzip.
    case bomb
    /// Says gzip, and is none.
    case falseGzip
    /// Header lines, for ever.
    case endlessHeader
    /// Not HTTP at all.
    case noise
    /// Redirects to itself.
    case loop
    /// Redirects to a host that no manifest names.
    case toOtherHost
    /// Redirects to an address of a private network.
    case toPrivateAddress
    /// Redirects to a file.
    case toFile
    /// 中文 in GBK, and the header says so.
    case gbk
    /// 中文 in GBK, and only a meta element says so.
    case gbkInMeta
    /// Says UTF-8, and is ISO-8859-1.
    case falseUTF8
    /// 403, the bot wall of Cloudflare.
    case challenge
    /// 429 with Retry-After: 1.
    case tooMany
    /// 503 without another word.
    case unavailable

    /// The path, `/fault/` and the name.
    public var path: String { "/fault/\(rawValue)" }

    var responder: FaultServer.Responder {
        { _ in reply }
    }

    private var reply: Reply {
        switch self {
        case .plain: .page("<p>plain</p>")
        case .gzip: .page(Gzip.stored(Array("<p>plain</p>".utf8)), headers: ["Content-Encoding": "gzip"])
        case .silence: Reply([.stall])
        case .halfThenSilence: Self.half(then: .stall)
        case .drop: Self.half(then: .close)
        case .reset: Self.half(then: .reset)
        case .hangUp: Reply([.close])
        case .lengthTooLong: Reply([.send(Reply.head(length: 100) + Array("<p>short</p>".utf8)), .close])
        case .endless:
            Reply([.send(Self.chunkedHead), .sendForever(Self.chunk(Array(repeating: 0x61, count: 16_384)))])
        case .brokenChunk: Reply([.send(Self.chunkedHead + Array("many\r\nx\r\n".utf8)), .close])
        case .bomb: .page(Self.zeros, headers: ["Content-Encoding": "gzip"])
        case .falseGzip: .page("<p>plain</p>", headers: ["Content-Encoding": "gzip"])
        case .endlessHeader:
            Reply([.send(Array("HTTP/1.1 200 OK\r\n".utf8)), .sendForever(Array("X-More: and more\r\n".utf8))])
        case .noise: Reply([.send(Array("220 mail.example ESMTP\r\n".utf8)), .close])
        case .loop: .redirect(to: path)
        case .toOtherHost: .redirect(to: "http://elsewhere.example/")
        case .toPrivateAddress: .redirect(to: "http://10.0.0.1/")
        case .toFile: .redirect(to: "file:///etc/hostname")
        case .gbk: .page(Self.gbkText, headers: ["Content-Type": "text/html; charset=gbk"])
        case .gbkInMeta:
            .page(Array("<meta charset=gb2312>".utf8) + Self.gbkText, headers: ["Content-Type": "text/html"])
        case .falseUTF8: .page([0x63, 0x61, 0x66, 0xE9, 0x21])
        case .challenge: .page("<title>Just a moment...</title>", status: 403, headers: ["cf-mitigated": "challenge"])
        case .tooMany: .page("Slow down.", status: 429, headers: ["Retry-After": "1"])
        case .unavailable: .page("Back soon.", status: 503)
        }
    }

    private static let zeros = Gzip.zeros(atLeast: 16 << 20)
    private static let chunkedHead = Reply.head(headers: ["Transfer-Encoding": "chunked"])
    private static let gbkText: [UInt8] = [0xD6, 0xD0, 0xCE, 0xC4]

    private static func half(then step: Reply.Step) -> Reply {
        Reply([.send(Reply.head(length: 1_000) + Array("<p>half</p>".utf8)), step])
    }

    private static func chunk(_ bytes: [UInt8]) -> [UInt8] {
        Array("\(String(bytes.count, radix: 16))\r\n".utf8) + bytes + Array("\r\n".utf8)
    }
}
