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
        guard let base = bytes.baseAddress, let first = needle.first, let wanted = needle.baseAddress else {
            return nil
        }
        var start = start
        while start + needle.count <= bytes.count {
            // The C library looks for one byte many at a time.
            let room = bytes.count - needle.count + 1 - start
            guard let found = memchr(base + start, Int32(first), room) else { return nil }
            let offset = UnsafeRawPointer(found) - base
            if memcmp(found, wanted, needle.count) == 0 { return offset }
            start = offset + 1
        }
        return nil
    }
}
