internal import CLibxml2

/// UTF-8 bytes that are compared with the zero-terminated strings of a tree without making a `String` of those.
typealias UTF8Bytes = UnsafeBufferPointer<UInt8>

extension UnsafeBufferPointer where Element == UInt8 {
    /// True where a zero byte or a space within makes it something no token of a tree can be.
    var isNoToken: Bool { isEmpty || contains { $0 == 0 || $0.isSpace } }
}

extension UnsafePointer<UInt8> {
    /// The empty C string: the value of an attribute that was written without one.
    static var empty: UnsafePointer<UInt8> { ("" as StaticString).utf8Start }

    /// In bytes.
    @inline(__always) var length: Int { strlen(UnsafeRawPointer(self).assumingMemoryBound(to: CChar.self)) }

    /// `other` must have no zero byte within.
    @inline(__always) func equals(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        starts(with: other) && self[other.count] == 0
    }

    @inline(__always) func equals(_ other: StaticString) -> Bool {
        equals(UnsafeBufferPointer(start: other.utf8Start, count: other.utf8CodeUnitCount))
    }

    /// Stops at its own end, because the zero byte there is no byte of `other`.
    @inline(__always) func starts(with other: UnsafeBufferPointer<UInt8>) -> Bool {
        var position = 0
        while position < other.count {
            guard self[position] == other[position], other[position] != 0 else { return false }
            position += 1
        }
        return true
    }

    /// Whether one of the words between white space is `word`, which is not empty and has no white space in it.
    @inline(__always) func hasToken(_ word: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = self
        while true {
            while rest.pointee.isSpace { rest += 1 }
            if rest.pointee == 0 { return false }
            if rest.starts(with: word), rest[word.count] == 0 || rest[word.count].isSpace { return true }
            while rest.pointee != 0, !rest.pointee.isSpace { rest += 1 }
        }
    }
}

extension UInt8 {
    /// HTML's white space: what separates classes and attributes.
    @inline(__always) var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D && self != 0x0B) }

    @inline(__always) var isLetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }

    /// Only for ASCII letters; any other byte may change too.
    @inline(__always) var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}
