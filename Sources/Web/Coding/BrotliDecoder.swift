import CBrotli

/// Brotli (RFC 7932), through Google's library.
final class BrotliDecoder: StreamDecoder {
    private let state = BrotliDecoderCreateInstance(nil, nil, nil)
    private var output = [UInt8](repeating: 0, count: 32 << 10)
    private var hasBegun = false
    private var hasEnded = false

    deinit { BrotliDecoderDestroyInstance(state) }

    var isComplete: Bool { hasEnded || !hasBegun }

    func decode(_ bytes: UnsafeRawBufferPointer, _ take: (UnsafeRawBufferPointer) -> Bool) throws(CodingFault) {
        guard !hasEnded, !bytes.isEmpty else { return }
        hasBegun = true
        var left = bytes.count
        var next = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self)
        while true {
            let (result, written) = output.withUnsafeMutableBufferPointer { output in
                var room = output.count
                var place = output.baseAddress
                let result = BrotliDecoderDecompressStream(state, &left, &next, &room, &place, nil)
                return (result, output.count - room)
            }
            if written > 0, !output.withUnsafeBytes({ take(UnsafeRawBufferPointer(rebasing: $0[..<written])) }) {
                throw .refused
            }
            switch result {
            case BROTLI_DECODER_RESULT_SUCCESS:
                hasEnded = true
                return
            case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT: return
            case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT: continue
            default: throw .damaged
            }
        }
    }
}
