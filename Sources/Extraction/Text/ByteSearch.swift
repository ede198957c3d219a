import CSearch

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
        let passed = Swift.max(0, start - startIndex)
        return text.withUTF8 { needle in
            withUnsafeBytes { bytes in
                guard passed < bytes.count, let base = bytes.baseAddress, let wanted = needle.baseAddress,
                    let found = memmem(base + passed, bytes.count - passed, wanted, needle.count)
                else { return nil }
                let place = startIndex + (UnsafeRawPointer(found) - base)
                return place..<place + needle.count
            }
        }
    }
}
