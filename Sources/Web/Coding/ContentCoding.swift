/// A way in which bodies are compressed on their way.
enum ContentCoding: String, CaseIterable {
    case gzip, deflate, br, zstd

    /// What servers are told, in the order liked.
    static let accepted = allCases.map(\.rawValue).joined(separator: ", ")

    /// Those that a Content-Encoding field names, in the order in which they were applied. Whatever is none, such as
    /// `identity` or a charset in the wrong field, is passed over, as browsers do.
    static func named(in field: String) -> [ContentCoding] {
        field.lowercased().split(separator: ",").compactMap { name in
            let name = name.filter { !$0.isWhitespace && $0 != "\"" }
            return ContentCoding(rawValue: name.hasPrefix("x-") ? String(name.dropFirst(2)) : name)
        }
    }

    var decoder: any StreamDecoder {
        switch self {
        case .gzip: InflateDecoder(isGzip: true)
        case .deflate: InflateDecoder(isGzip: false)
        case .br: BrotliDecoder()
        case .zstd: ZstdDecoder()
        }
    }
}

/// Undoes one coding, piece by piece.
protocol StreamDecoder: AnyObject {
    /// Hands decoded pieces on, until one is refused. What comes behind the end of the stream is passed over: some
    /// servers pad it.
    func decode(_ bytes: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Bool) throws(CodingFault)

    /// Whether the stream has come to its end. One that has not was cut off.
    var isComplete: Bool { get }
}

enum CodingFault: Error {
    /// Not what the coding allows.
    case damaged
    /// Whoever takes the pieces wants no more.
    case refused
}

/// Undoes all codings of one body.
final class BodyDecoder {
    /// The coding that was applied last comes off first.
    private let decoders: [any StreamDecoder]
    private let names: String

    /// - Parameter field: The value of Content-Encoding; nil for a body without one.
    init(_ field: String?) {
        // Nobody compresses twice; who names a coding again and again wants to keep this busy.
        let codings = field.map(ContentCoding.named) ?? []
        decoders = codings.suffix(2).reversed().map(\.decoder)
        names = codings.map(\.rawValue).joined(separator: ", ")
    }

    /// What the body is coded in, for messages.
    var description: String { names }

    func decode(_ bytes: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Bool) throws(CodingFault) {
        try decode(bytes, from: 0, take)
    }

    private func decode(
        _ bytes: UnsafeRawBufferPointer, from index: Int, _ take: (UnsafeRawBufferPointer) -> Bool
    ) throws(CodingFault) {
        guard index < decoders.count else {
            if !take(bytes) { throw .refused }
            return
        }
        var fault: CodingFault?
        do throws(CodingFault) {
            try decoders[index].decode(bytes) { piece in
                do throws(CodingFault) {
                    try decode(piece, from: index + 1, take)
                    return true
                } catch {
                    fault = error
                    return false
                }
            }
        } catch {
            throw fault ?? error
        }
    }

    var isComplete: Bool { decoders.allSatisfy(\.isComplete) }
}
