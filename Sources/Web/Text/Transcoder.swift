import Glibc

/// Turns bytes of an encoding into UTF-8 through glibc's iconv.
enum Transcoder {
    /// `bytes` as UTF-8; what the encoding does not allow becomes U+FFFD. nil where the system lacks the encoding.
    static func utf8(from charset: Charset, _ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        guard let descriptor = iconv_open("UTF-8", charset.iconvName), descriptor != noDescriptor else { return nil }
        defer { iconv_close(descriptor) }
        var input = Array(bytes)
        var output: [UInt8] = []
        output.reserveCapacity(input.count + input.count / 2)
        var piece = [UInt8](repeating: 0, count: 16_384)
        var done = 0
        while done < input.count {
            let step = convert(&input, from: done, into: &piece, with: descriptor)
            output.append(contentsOf: piece[..<step.written])
            done += step.read
            switch step.stop {
            case .none, .full: continue
            case .invalid:
                // One byte at a time: the next one may begin a character.
                output.append(contentsOf: replacement)
                done += 1
            case .cut:
                output.append(contentsOf: replacement)
                done = input.count
            }
        }
        return output
    }

    private static let replacement: [UInt8] = [0xEF, 0xBF, 0xBD]
    /// What iconv_open returns for an encoding it does not have.
    private static var noDescriptor: UnsafeMutableRawPointer? { UnsafeMutableRawPointer(bitPattern: -1) }

    private enum Stop {
        case none
        /// The output piece is full.
        case full
        case invalid
        /// The input ends within a character.
        case cut
    }

    private static func convert(
        _ input: inout [UInt8], from start: Int, into output: inout [UInt8], with descriptor: iconv_t
    ) -> (read: Int, written: Int, stop: Stop) {
        input.withUnsafeMutableBytes { input in
            output.withUnsafeMutableBytes { output in
                var from = input.baseAddress?.advanced(by: start).assumingMemoryBound(to: CChar.self)
                var fromLeft = input.count - start
                var to = output.baseAddress?.assumingMemoryBound(to: CChar.self)
                var toLeft = output.count
                let failed = iconv(descriptor, &from, &fromLeft, &to, &toLeft) == Int(bitPattern: UInt.max)
                let reason = errno
                let stop: Stop =
                    switch (failed, reason) {
                    case (false, _): .none
                    case (true, E2BIG): .full
                    case (true, EINVAL): .cut
                    default: .invalid
                    }
                return (input.count - start - fromLeft, output.count - toLeft, stop)
            }
        }
    }
}
