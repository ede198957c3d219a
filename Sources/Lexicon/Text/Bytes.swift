extension String {
    /// Whether all bytes of its UTF-8 are such. Several times as fast as to ask the view of them, byte by byte.
    @inline(__always)
    func allBytes(_ isSuch: (UInt8) -> Bool) -> Bool {
        utf8.withContiguousStorageIfAvailable { $0.allSatisfy(isSuch) } ?? utf8.allSatisfy(isSuch)
    }

    /// Whether its UTF-8 is this.
    package func hasBytes(_ bytes: [UInt8]) -> Bool {
        utf8.count == bytes.count
            && utf8.withContiguousStorageIfAvailable { zip($0, bytes).allSatisfy(==) } ?? utf8.elementsEqual(bytes)
    }
}
