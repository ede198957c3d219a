/// Memory that is handed out piece by piece and freed all at once: a page has ten thousands of nodes, and none of them
/// goes before the last.
struct Arena {
    private static let chunkSize = 64 * 1024

    private var chunks: [UnsafeMutableRawPointer] = []
    private var next: UnsafeMutableRawPointer
    private var room: Int

    /// - Parameter bytes: What will be asked for at least, by estimate.
    init(expecting bytes: Int) {
        room = Self.aligned(min(bytes, Self.chunkSize))
        next = Self.chunk(of: room)
        chunks.append(next)
    }

    func free() {
        for chunk in chunks { chunk.deallocate() }
    }

    /// Memory for anything that needs an alignment of eight bytes, with what ever it had in it.
    @inline(__always) mutating func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
        let size = Self.aligned(bytes)
        if size > room { addChunk(of: size) }
        defer {
            next += size
            room -= size
        }
        return next
    }

    /// Makes the piece that was handed out last longer; false where its chunk is full.
    mutating func extend(_ last: UnsafeMutableRawPointer, from bytes: Int, to longer: Int) -> Bool {
        let more = Self.aligned(longer) - Self.aligned(bytes)
        guard last + Self.aligned(bytes) == next, more <= room else { return false }
        next += more
        room -= more
        return true
    }

    private mutating func addChunk(of size: Int) {
        room = max(size, Self.chunkSize)
        next = Self.chunk(of: room)
        chunks.append(next)
    }

    private static func chunk(of size: Int) -> UnsafeMutableRawPointer {
        .allocate(byteCount: size, alignment: 8)
    }

    private static func aligned(_ bytes: Int) -> Int { (bytes + 7) & ~7 }
}
