/// One reference of a page, such as `&eacute;` or `&#233;`, as HTML reads it.
struct CharacterReference {
    /// Bytes that it takes, from its `&` on.
    let length: Int
    let first: UInt32
    /// 0 for none: some names stand for two characters.
    let second: UInt32

    /// Reads the reference whose `&` is at `start`; nil where what stands there is none, and is text.
    ///
    /// - Parameter inAttribute: There a name without a semicolon counts only where a word ends with it, so that addresses
    ///   such as `?a=1&copy=2` stay as they are.
    init?(in html: UnsafeBufferPointer<UInt8>, at start: Int, before end: Int, inAttribute: Bool) {
        guard start + 1 < end else { return nil }
        if html[start + 1] == UInt8(ascii: "#") {
            self.init(number: html, from: start + 2, before: end, start: start)
        } else {
            self.init(name: html, from: start + 1, before: end, inAttribute: inAttribute)
        }
    }

    private init?(name html: UnsafeBufferPointer<UInt8>, from start: Int, before end: Int, inAttribute: Bool) {
        let limit = min(end, start + NamedReferences.longestName + 1)
        var place = start
        while place < limit, html[place].isLetter || html[place].isDigit { place += 1 }
        let names = NamedReferences.html
        func named(upTo nameEnd: Int) -> NamedReferences.Characters? {
            names.characters(UnsafeBufferPointer(rebasing: html[start..<nameEnd]))
        }
        if place < end, html[place] == UInt8(ascii: ";"), let found = named(upTo: place) {
            self.init(length: place + 1 - start + 1, first: found.first, second: found.second)
            return
        }
        var nameEnd = min(place, start + NamedReferences.longestOpenName)
        while nameEnd > start + 1 {
            if let found = named(upTo: nameEnd), found.isOpen {
                if inAttribute, nameEnd < end {
                    let next = html[nameEnd]
                    if next == UInt8(ascii: "=") || next.isLetter || next.isDigit { return nil }
                }
                self.init(length: nameEnd - start + 1, first: found.first, second: found.second)
                return
            }
            nameEnd -= 1
        }
        return nil
    }

    private init?(number html: UnsafeBufferPointer<UInt8>, from digits: Int, before end: Int, start: Int) {
        var place = digits
        let isHexadecimal = place < end && html[place].lowercased == UInt8(ascii: "x")
        if isHexadecimal { place += 1 }
        let first = place
        var value: UInt32 = 0
        while place < end, let digit = html[place].digit(isHexadecimal ? 16 : 10) {
            // Larger than any character is as wrong as larger still.
            value = min(value * (isHexadecimal ? 16 : 10) + digit, 0x11_0000)
            place += 1
        }
        guard place > first else { return nil }
        if place < end, html[place] == UInt8(ascii: ";") { place += 1 }
        self.init(length: place - start, first: Self.character(value), second: 0)
    }

    private init(length: Int, first: UInt32, second: UInt32) {
        (self.length, self.first, self.second) = (length, first, second)
    }

    /// The character of a number: 128 to 159 are what windows-1252 has there, which is what pages mean by them.
    private static func character(_ number: UInt32) -> UInt32 {
        switch number {
        case 0x80...0x9F: windows1252[Int(number - 0x80)]
        case 0, 0xD800...0xDFFF, 0x11_0000...: 0xFFFD
        default: number
        }
    }

    private static let windows1252: [UInt32] = [
        0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,
        0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A,
        0x0153, 0x9D, 0x017E, 0x0178,
    ]

    /// Writes its characters as UTF-8, of which there are eight bytes at most, and returns how many there are.
    func write(to bytes: UnsafeMutablePointer<UInt8>) -> Int {
        let count = Self.write(first, to: bytes)
        return second == 0 ? count : count + Self.write(second, to: bytes + count)
    }

    private static func write(_ character: UInt32, to bytes: UnsafeMutablePointer<UInt8>) -> Int {
        var count = 0
        for byte in UTF8.encode(Unicode.Scalar(character) ?? "\u{FFFD}") ?? UTF8.encodedReplacementCharacter {
            bytes[count] = byte
            count += 1
        }
        return count
    }
}

extension UInt8 {
    @inline(__always) var isDigit: Bool { self >= 0x30 && self <= 0x39 }

    fileprivate func digit(_ base: UInt32) -> UInt32? {
        if isDigit { return UInt32(self) - 0x30 }
        let letter = lowercased
        guard base == 16, letter >= 0x61, letter <= 0x66 else { return nil }
        return UInt32(letter) - 0x61 + 10
    }
}
