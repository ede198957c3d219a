import CZlib

/// gzip and deflate, through zlib.
///
/// A gzip body may have several members one behind the other (RFC 1952), which are one text. `deflate` comes with zlib's
/// frame, as the standard has it, or without, as some servers have it.
final class InflateDecoder: StreamDecoder {
    private enum State {
        /// The first bytes, which tell what it is.
        case head([UInt8])
        case inflating
        /// Behind the end of a member.
        case between([UInt8])
        case ended
    }

    private let isGzip: Bool
    private var state = State.head([])
    private var stream = z_stream()
    private var isOpen = false
    private var output = [UInt8](repeating: 0, count: 32 << 10)

    init(isGzip: Bool) { self.isGzip = isGzip }

    deinit { close() }

    var isComplete: Bool {
        switch state {
        case .head(let bytes): bytes.isEmpty
        case .inflating: false
        case .between, .ended: true
        }
    }

    func decode(_ bytes: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Bool) throws(CodingFault) {
        switch state {
        case .head(let first): try begin(first + bytes, take)
        case .inflating: try inflate(bytes, take)
        case .between(let first): try beginNext(first + bytes, take)
        case .ended: break
        }
    }

    private func begin(_ bytes: [UInt8], _ take: (UnsafeRawBufferPointer) -> Bool) throws(CodingFault) {
        guard bytes.count >= 2 else {
            state = .head(bytes)
            return
        }
        let hasFrame = bytes[0] & 0x0F == 8 && (Int(bytes[0]) << 8 | Int(bytes[1])) % 31 == 0
        switch (isGzip, Self.isMember(bytes), hasFrame) {
        case (true, true, _): open(MAX_WBITS + 16)
        case (true, false, _): throw .damaged
        case (false, _, true): open(MAX_WBITS)
        case (false, _, false): open(-MAX_WBITS)
        }
        try decodeAll(bytes, take)
    }

    private func beginNext(_ bytes: [UInt8], _ take: (UnsafeRawBufferPointer) -> Bool) throws(CodingFault) {
        guard bytes.count >= 2 else {
            state = .between(bytes)
            return
        }
        guard Self.isMember(bytes) else {
            state = .ended
            return
        }
        open(MAX_WBITS + 16)
        try decodeAll(bytes, take)
    }

    private static func isMember(_ bytes: [UInt8]) -> Bool { bytes[0] == 0x1F && bytes[1] == 0x8B }

    private func open(_ windowBits: Int32) {
        close()
        stream = z_stream()
        isOpen = inflateInit2_(&stream, windowBits, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
        state = .inflating
    }

    private func close() {
        if isOpen { inflateEnd(&stream) }
        isOpen = false
    }

    private func decodeAll(_ bytes: [UInt8], _ take: (UnsafeRawBufferPointer) -> Bool) throws(CodingFault) {
        let outcome = bytes.withUnsafeBytes { bytes in
            Result { () throws(CodingFault) in try decode(bytes, take) }
        }
        try outcome.get()
    }

    private func inflate(
        _ bytes: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Bool
    ) throws(CodingFault) {
        guard isOpen else { throw .damaged }
        var rest = bytes
        while true {
            let (code, read, written) = step(rest)
            rest = UnsafeRawBufferPointer(rebasing: rest[read...])
            if written > 0, !output.withUnsafeBytes({ take(UnsafeRawBufferPointer(rebasing: $0[..<written])) }) {
                throw .refused
            }
            switch code {
            case Z_STREAM_END:
                close()
                state = isGzip ? .between([]) : .ended
                // Of a hundred thousand empty members each is one step, not one call inside the other.
                guard !rest.isEmpty else { return }
                beginNextInPlace(rest)
                if case .inflating = state { continue }
                return
            case Z_OK, Z_BUF_ERROR:
                // Nothing more comes of what is here.
                if written < output.count, rest.isEmpty || read == 0 { return }
            default: throw .damaged
            }
        }
    }

    /// Behind a member: the next one, or what is to be passed over.
    private func beginNextInPlace(_ rest: UnsafeRawBufferPointer) {
        guard case .between = state else { return }
        if rest.count < 2 {
            state = .between(Array(rest))
        } else if rest[0] == 0x1F, rest[1] == 0x8B {
            open(MAX_WBITS + 16)
        } else {
            state = .ended
        }
    }

    private func step(_ bytes: UnsafeRawBufferPointer) -> (code: Int32, read: Int, written: Int) {
        output.withUnsafeMutableBufferPointer { output in
            stream.next_in = UnsafeMutablePointer(
                mutating: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self))
            stream.avail_in = UInt32(bytes.count)
            stream.next_out = output.baseAddress
            stream.avail_out = UInt32(output.count)
            let code = CZlib.inflate(&stream, Z_NO_FLUSH)
            return (code, bytes.count - Int(stream.avail_in), output.count - Int(stream.avail_out))
        }
    }
}
