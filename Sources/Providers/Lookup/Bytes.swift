import Foundation

extension [UInt8] {
    /// Where `text`, which is not empty, stands first at or after `start`, as bytes.
    func range(of text: String, from start: Int = 0) -> Range<Int>? {
        self[...].range(of: text, from: start)
    }
}

extension ArraySlice<UInt8> {
    /// Where `text`, which is not empty, stands first at or after `start` or the slice's own start, as bytes.
    func range(of text: String, from start: Int = 0) -> Range<Int>? {
        var text = text
        let start = Swift.max(0, start - startIndex)
        return text.withUTF8 { needle in
            withUnsafeBytes { bytes in Self.offset(of: UnsafeRawBufferPointer(needle), in: bytes, from: start) }
                .map { startIndex + $0..<startIndex + $0 + needle.count }
        }
    }

    private static func offset(
        of needle: UnsafeRawBufferPointer, in bytes: UnsafeRawBufferPointer, from start: Int
    ) -> Int? {
        guard let first = needle.first, let last = needle.last else { return nil }
        let (firsts, lasts) = (UInt64(repeating: first), UInt64(repeating: last))
        let distance = needle.count - 1
        func matches(at place: Int) -> Bool {
            needle.indices.allSatisfy { bytes[place + $0] == needle[$0] }
        }
        // Eight places at a time, of which most are ruled out by the first and the last byte: a `<` alone stands
        // everywhere in a page, so that looking for that, or for two bytes side by side, would stop all the time.
        var place = start
        while place + distance + 8 <= bytes.count {
            let heads = bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self) ^ firsts
            let tails = bytes.loadUnaligned(fromByteOffset: place + distance, as: UInt64.self) ^ lasts
            var candidates = UInt64(littleEndian: heads | tails).zeroBytes
            while candidates != 0 {
                let candidate = place + candidates.trailingZeroBitCount / 8
                if matches(at: candidate) { return candidate }
                candidates &= candidates - 1
            }
            place += 8
        }
        while place + distance < bytes.count {
            if matches(at: place) { return place }
            place += 1
        }
        return nil
    }
}

extension UInt64 {
    fileprivate init(repeating byte: UInt8) { self = UInt64(byte) * 0x0101_0101_0101_0101 }

    /// The highest bit of every byte that is zero, and now and then of a byte of one right above such a byte.
    fileprivate var zeroBytes: UInt64 { (self &- 0x0101_0101_0101_0101) & ~self & 0x8080_8080_8080_8080 }
}
