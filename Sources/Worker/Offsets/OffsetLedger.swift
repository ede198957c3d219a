import Collections

/// Which of a partition's delivered records are done: a pure account, from one assignment of the partition to its end.
///
/// Contiguity is over delivered records and not over offsets, because compaction and transaction markers leave gaps.
struct OffsetLedger: Sendable {
    private enum State {
        case outstanding, letGo, done
    }

    private struct Line {
        let offset: Int64
        var state = State.outstanding
    }

    /// Delivered records from the first one not done, by ascending offset.
    private var lines: Deque<Line> = []

    /// Delivered records that are not done, nor let go.
    private(set) var outstanding = 0

    /// Delivered records that a crash would bring again: the first one not done, and all behind it.
    var span: Int { lines.count }

    /// Notes a record as delivered. Offsets only grow within an assignment; a record that comes again is not noted
    /// twice, and false says so.
    mutating func deliver(_ offset: Int64) -> Bool {
        if let last = lastDelivered, offset <= last { return false }
        lastDelivered = offset
        lines.append(Line(offset: offset))
        outstanding += 1
        return true
    }

    private var lastDelivered: Int64?

    /// Notes a record as done and returns the offset to store, the lowest not yet done, where that moved. Saying it
    /// twice changes nothing.
    mutating func finish(_ offset: Int64) -> Int64? {
        guard let index = index(of: offset), lines[index].state == .outstanding else { return nil }
        lines[index].state = .done
        outstanding -= 1
        guard index == lines.startIndex else { return nil }
        var next = offset + 1
        while let first = lines.first {
            guard first.state == .done else {
                next = first.offset
                break
            }
            next = first.offset + 1
            lines.removeFirst()
        }
        return next
    }

    /// Notes that a record will not be done in this assignment: nothing waits for it, and nothing behind it is stored.
    mutating func letGo(_ offset: Int64) {
        guard let index = index(of: offset), lines[index].state == .outstanding else { return }
        lines[index].state = .letGo
        outstanding -= 1
    }

    private func index(of offset: Int64) -> Int? {
        // Most are done in the order they came.
        if lines.first?.offset == offset { return lines.startIndex }
        var low = lines.startIndex
        var high = lines.endIndex
        while low < high {
            let middle = low + (high - low) / 2
            if lines[middle].offset < offset { low = middle + 1 } else { high = middle }
        }
        return low < lines.endIndex && lines[low].offset == offset ? low : nil
    }
}
