import Lexicon

/// Text as it is collected: every run of white space one space, none at the ends, no soft hyphens, no heaps of accents.
struct FoldedText {
    /// Written up to `count`; what lies behind is room.
    private(set) var buffer: [UInt8]
    private var count = 0
    /// White space was read and nothing since.
    private var spaced = false

    /// `scratch` is used as room.
    init(scratch: [UInt8]) {
        buffer = scratch
    }

    var string: String { String(decoding: buffer[..<count], as: UTF8.self).streamSafe }

    /// In bytes, so far.
    var length: Int { count }

    /// The border of a block, or a line's end.
    @inline(__always) mutating func breakWord() { spaced = true }

    mutating func append(_ string: String) {
        string.withCString { $0.withMemoryRebound(to: UInt8.self, capacity: 1) { append($0) } }
    }

    /// Appends a zero-terminated UTF-8 string.
    mutating func append(_ content: UnsafePointer<UInt8>) {
        let length = content.length
        makeRoom(for: length + 1)
        buffer.withUnsafeMutableBufferPointer { out in
            var position = 0
            while position < length {
                let byte = content[position]
                // Nothing that is special begins with another byte than these; and any but the last two is common.
                if byte <= 0x20 || byte >= 0xC2 && (byte == 0xC2 || byte == 0xEF || byte >= 0xE1 && byte <= 0xE3) {
                    let special = Special(at: content + position)
                    if special.length > 0 {
                        spaced = spaced || special.isSpace
                        position += special.length
                        continue
                    }
                }
                if spaced {
                    if count > 0 {
                        out[count] = 0x20
                        count += 1
                    }
                    spaced = false
                }
                out[count] = byte
                count += 1
                position += 1
            }
        }
    }

    private mutating func makeRoom(for more: Int) {
        let missing = count + more - buffer.count
        if missing > 0 { buffer.append(contentsOf: repeatElement(0, count: max(missing, buffer.count, 256))) }
    }
}

/// A character that is white space, or that a reader does not see.
private struct Special {
    var isSpace = false
    /// In bytes; 0 for any other character.
    var length = 0

    /// Reads no farther than the zero byte that ends a string.
    @inline(__always) init(at bytes: UnsafePointer<UInt8>) {
        switch bytes[0] {
        case 0x20, 0x09...0x0D: (isSpace, length) = (true, 1)
        case 0xC2 where bytes[1] == 0xA0 || bytes[1] == 0x85: (isSpace, length) = (true, 2)
        case 0xC2 where bytes[1] == 0xAD: length = 2
        case 0xE1 where bytes[1] == 0x9A && bytes[2] == 0x80: (isSpace, length) = (true, 3)
        case 0xE2 where bytes[1] == 0x80:
            let last = bytes[2]
            if last >= 0x80 && last <= 0x8A || last == 0xA8 || last == 0xA9 || last == 0xAF {
                (isSpace, length) = (true, 3)
            }
        case 0xE2 where bytes[1] == 0x81 && bytes[2] == 0x9F: (isSpace, length) = (true, 3)
        case 0xE3 where bytes[1] == 0x80 && bytes[2] == 0x80: (isSpace, length) = (true, 3)
        case 0xEF where bytes[1] == 0xBB && bytes[2] == 0xBF: length = 3
        default: break
        }
    }
}
