/// The little of gzip (RFC 1951, 1952) that test pages need.
public enum Gzip {
    private static let header: [UInt8] = [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 0xFF]

    /// `bytes`, at most 65,535, uncompressed inside gzip.
    public static func stored(_ bytes: [UInt8]) -> [UInt8] {
        let length = UInt16(bytes.count)
        return header + [1] + little(length) + little(~length) + bytes + little(checksum(bytes))
            + little(UInt32(bytes.count))
    }

    /// A stream that unpacks to `count` zeros or a few more. It has no trailer: nobody should read that far.
    public static func zeros(atLeast count: Int) -> [UInt8] {
        var bits = BitWriter(bytes: header)
        // The last block, with the fixed codes; a zero; then copies of 258 bytes from one byte back.
        bits.write(0b1, count: 1)
        bits.write(0b01, count: 2)
        bits.writeCode(0x30, count: 8)
        for _ in 0...(count / 258) {
            bits.writeCode(0b1100_0101, count: 8)
            bits.writeCode(0, count: 5)
        }
        bits.writeCode(0, count: 7)
        return bits.finished()
    }

    private static func little(_ value: some FixedWidthInteger) -> [UInt8] {
        withUnsafeBytes(of: value.littleEndian) { Array($0) }
    }

    private static func checksum(_ bytes: [UInt8]) -> UInt32 {
        ~bytes.reduce(UInt32.max) { sum, byte in
            (0..<8).reduce(sum ^ UInt32(byte)) { value, _ in value & 1 == 1 ? value >> 1 ^ 0xEDB8_8320 : value >> 1 }
        }
    }

    private struct BitWriter {
        private var bytes: [UInt8]
        private var current: UInt8 = 0
        private var used = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        /// Numbers are written from their lowest bit on.
        mutating func write(_ value: Int, count: Int) {
            for bit in 0..<count { append(value >> bit & 1) }
        }

        /// Codes from their highest.
        mutating func writeCode(_ code: Int, count: Int) {
            for bit in (0..<count).reversed() { append(code >> bit & 1) }
        }

        consuming func finished() -> [UInt8] { bytes + [current] }

        private mutating func append(_ bit: Int) {
            current |= UInt8(bit) << used
            used += 1
            if used == 8 {
                bytes.append(current)
                (current, used) = (0, 0)
            }
        }
    }
}
