import CZstd

/// Zstandard (RFC 8878), through its own library. A body may have several frames one behind the other.
final class ZstdDecoder: StreamDecoder {
    private let stream = ZSTD_createDStream()
    private var output = [UInt8](repeating: 0, count: 32 << 10)
    /// What has come of a frame's first four bytes, which tell whether it is one; empty within a frame.
    private var head: [UInt8] = []
    private var isBetweenFrames = true
    private var hasReadFrame = false
    private var hasEnded = false

    /// What RFC 9659 lets a web server use: 8 MiB.
    private static let largestWindow: Int32 = 23

    init() { ZSTD_DCtx_setParameter(stream, ZSTD_d_windowLogMax, Self.largestWindow) }

    deinit { ZSTD_freeDStream(stream) }

    var isComplete: Bool { hasEnded || isBetweenFrames && (hasReadFrame || head.isEmpty) }

    func decode(_ bytes: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Bool) throws(CodingFault) {
        guard !hasEnded else { return }
        let input = head + bytes
        head = []
        var start = 0
        while start < input.count {
            if isBetweenFrames {
                guard input.count - start >= 4 else {
                    head = Array(input[start...])
                    return
                }
                guard Self.isFrame(input[start...]) else {
                    guard hasReadFrame else { throw .damaged }
                    hasEnded = true
                    return
                }
                isBetweenFrames = false
            }
            start = try decodeFrame(input, from: start, take)
        }
    }

    /// Decodes to the end of a frame, or of what is there of it, and returns where that is.
    private func decodeFrame(
        _ bytes: [UInt8], from start: Int, _ take: (UnsafeRawBufferPointer) -> Bool
    ) throws(CodingFault) -> Int {
        var start = start
        while true {
            let (code, read, written) = step(bytes, from: start)
            start += read
            if written > 0, !output.withUnsafeBytes({ take(UnsafeRawBufferPointer(rebasing: $0[..<written])) }) {
                throw .refused
            }
            if ZSTD_isError(code) != 0 { throw .damaged }
            if code == 0 {
                isBetweenFrames = true
                hasReadFrame = true
                return start
            }
            if start == bytes.count, written < output.count { return start }
        }
    }

    private func step(_ bytes: [UInt8], from start: Int) -> (code: Int, read: Int, written: Int) {
        bytes.withUnsafeBytes { bytes in
            output.withUnsafeMutableBytes { output in
                var input = ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: start)
                var piece = ZSTD_outBuffer(dst: output.baseAddress, size: output.count, pos: 0)
                let code = ZSTD_decompressStream(stream, &piece, &input)
                return (code, input.pos - start, piece.pos)
            }
        }
    }

    /// A frame begins with one number, or one of sixteen where it holds nothing to be read.
    private static func isFrame(_ bytes: ArraySlice<UInt8>) -> Bool {
        let number = bytes.prefix(4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32($1) }
        return number == 0xFD2F_B528 || number & 0xFFFF_FFF0 == 0x184D_2A50
    }
}
