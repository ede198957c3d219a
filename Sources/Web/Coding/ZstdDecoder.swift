import CZstd

/// Zstandard (RFC 8878), through its own library. A body may have several frames one behind the other.
final class ZstdDecoder: StreamDecoder {
    private let stream = ZSTD_createDStream()
    private var output = [UInt8](repeating: 0, count: 32 << 10)
    /// Whether the last frame was read to its end, or none has begun.
    private var isBetweenFrames = true
    private var hasEnded = false

    /// What RFC 9659 lets a web server use: 8 MiB.
    private static let largestWindow: Int32 = 23

    init() { ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Self.largestWindow) }

    deinit { ZSTD_freeDStream(stream) }

    var isComplete: Bool { isBetweenFrames || hasEnded }

    func decode(_ bytes: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Bool) throws(CodingFault) {
        guard !hasEnded, !bytes.isEmpty else { return }
        var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
        let isFirst = isBetweenFrames && !hasBegun
        hasBegun = true
        while true {
            let (code, written) = output.withUnsafeMutableBytes { output in
                var piece = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
                return (ZSTD_decompressStream(stream, &piece, &input), piece.pos)
            }
            if written > 0, !output.withUnsafeBytes({ take(UnsafeRawBufferPointer(rebasing: $0[..<written])) }) {
                throw .refused
            }
            if ZSTD_isError(code) != 0 {
                // Behind the end of a frame it is no next one, but padding.
                guard isBetweenFrames, !isFirst else { throw .damaged }
                hasEnded = true
                return
            }
            isBetweenFrames = code == 0
            if input.pos == input.size, written < output.count { return }
        }
    }

    private var hasBegun = false
}
