import Synchronization

/// Memory that is handed out piece by piece and freed all at once: a page has ten thousands of nodes, and none of them
/// goes before the last.
struct Arena {
    /// Chunks of one size each, which the next arena can use, and chunks of their own for what does not fit in those.
    private var chunks: [UnsafeMutableRawPointer] = []
    private var others: [UnsafeMutableRawPointer] = []
    /// Where the next piece begins, and the bytes behind it that its chunk has left.
    private var next: UnsafeMutableRawPointer
    private var room: Int

    /// - Parameter bytes: What will be asked for, by estimate: the arena of a heading is not one of a page.
    init(expecting bytes: Int) {
        if bytes < IdleChunks.size {
            room = Self.aligned(bytes)
            next = .allocate(byteCount: room, alignment: 8)
            others.append(next)
        } else {
            room = IdleChunks.size
            next = IdleChunks.take()
            chunks.append(next)
        }
    }

    func free() {
        for chunk in chunks { IdleChunks.give(chunk) }
        for other in others { other.deallocate() }
    }

    /// Memory for anything that needs an alignment of eight bytes, with whatever is in it.
    @inline(__always) mutating func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
        let size = Self.aligned(bytes)
        if size > room { addChunk(for: size) }
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

    private mutating func addChunk(for size: Int) {
        if size > IdleChunks.size {
            room = size
            next = .allocate(byteCount: size, alignment: 8)
            others.append(next)
        } else {
            room = IdleChunks.size
            next = IdleChunks.take()
            chunks.append(next)
        }
    }

    private static func aligned(_ bytes: Int) -> Int { (bytes + 7) & ~7 }
}

/// A page's worth of chunks that arenas gave back. From the system they would come anew, with a fault for every 4 KiB.
private enum IdleChunks {
    static let size = 64 * 1024
    private static let limit = 16
    private static let idle = Mutex<[Chunk]>([])

    /// `Sendable`, because whoever takes it out is the only one to have it.
    private struct Chunk: @unchecked Sendable {
        let start: UnsafeMutableRawPointer
    }

    static func take() -> UnsafeMutableRawPointer {
        idle.withLock { $0.popLast() }?.start ?? .allocate(byteCount: size, alignment: 8)
    }

    static func give(_ start: UnsafeMutableRawPointer) {
        let chunk = Chunk(start: start)
        let isKept = idle.withLock { chunks in
            guard chunks.count < limit else { return false }
            chunks.append(chunk)
            return true
        }
        if !isKept { start.deallocate() }
    }
}
