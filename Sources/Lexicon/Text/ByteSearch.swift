import CSearch
import Foundation

extension [UInt8] {
    /// Where `text`, which is not empty, stands first at or after `start`, as bytes.
    package func range(of text: String, from start: Int = 0) -> Range<Int>? {
        self[...].range(of: text, from: start)
    }
}

extension ArraySlice<UInt8> {
    /// Where `text`, which is not empty, stands first at or after `start` or the slice's own start, as bytes.
    package func range(of text: String, from start: Int = 0) -> Range<Int>? {
        var text = text
        let passed = Swift.max(0, start - startIndex)
        return text.withUTF8 { needle in
            withUnsafeBytes { bytes in
                guard passed < bytes.count else { return nil }
                let rest = UnsafeRawBufferPointer(rebasing: bytes[passed...])
                let found = needle.count <= 3 ? rest.place(ofShort: needle) : rest.place(of: needle)
                return found.map { startIndex + passed + $0..<startIndex + passed + $0 + needle.count }
            }
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func place(of needle: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = baseAddress, let wanted = needle.baseAddress,
            let found = memmem(base, count, wanted, needle.count)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }

    /// glibc's `memmem` looks for two or three bytes one by one; from one `<` of a page to the next, `memchr` is three
    /// times as fast.
    fileprivate func place(ofShort needle: UnsafeBufferPointer<UInt8>) -> Int? {
        guard let base = baseAddress, let first = needle.first else { return nil }
        var place = 0
        while place + needle.count <= count,
            let found = memchr(base + place, Int32(first), count - place - needle.count + 1)
        {
            place = UnsafeRawPointer(found) - base
            if needle.indices.dropFirst().allSatisfy({ self[place + $0] == needle[$0] }) { return place }
            place += 1
        }
        return nil
    }
}
