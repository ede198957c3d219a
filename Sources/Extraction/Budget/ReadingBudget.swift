import Foundation
import Lexicon
import Markup

/// What is left of the limits while one page is read.
///
/// Whoever loops over something that a page can have any number of ticks once for each: that is what ends the reading
/// of a page that costs too much. It belongs to the thread that made it, whose CPU time it counts.
package final class ReadingBudget {
    package let limits: ReadingLimits
    private let end: UInt64
    private var ticks = 0
    private var entries = 0
    private var senses = 0
    private var texts = 0
    private var readBytes = 0
    /// What reading was given up for, other than the bytes read and the time.
    private var excess: ReadingExcess?
    /// Bytes and nodes that were read since the time was asked for.
    private var unasked = 0

    package init(_ limits: ReadingLimits = ReadingLimits()) {
        self.limits = limits
        end = Self.cpuTime() &+ limits.cpuTime.nanoseconds
    }

    /// One step of a loop, which may have looked through a good part of the page.
    func tick() throws(ReadingExcess) {
        ticks += 1
        // Asking for the time costs a system call, and most steps are short.
        if ticks & 7 == 0 { try checkTime() }
    }

    /// A text that came with the page is about to be cleaned.
    func check(text: String) throws(ReadingExcess) {
        if mayRead(.text(bytes: text.utf8.count)) { try tick() } else { try checkTime() }
    }

    /// False where reading was given up.
    var isLeft: Bool { excess == nil && readBytes <= limits.readBytes && Self.cpuTime() <= end }

    /// Asks for the time in any case: before and behind what may have taken long at once.
    func checkTime() throws(ReadingExcess) {
        if let excess { throw excess }
        if readBytes > limits.readBytes { throw .cap("bytes of text to read", most: limits.readBytes) }
        if Self.cpuTime() > end { throw .cpuTime(limits.cpuTime) }
    }

    /// Another entry was read, with the texts that are its own.
    func addEntry(texts: Int) throws(ReadingExcess) {
        entries += 1
        if entries > limits.entries { throw .cap("entries", most: limits.entries) }
        try add(texts: texts)
        try checkTime()
    }

    /// Another sense is about to be read, which stands in `depth - 1` others.
    func addSense(depth: Int) throws(ReadingExcess) {
        senses += 1
        if senses > limits.senses { throw .cap("senses", most: limits.senses) }
        if depth > limits.depth { throw .cap("levels of senses", most: limits.depth) }
        try tick()
    }

    /// Further texts were read.
    func add(texts: Int) throws(ReadingExcess) {
        self.texts += texts
        if self.texts > limits.texts { throw .cap("examples, synonyms and other texts", most: limits.texts) }
    }

    /// A document is read; false where the page costs too much. That is thrown by the next who asks.
    func mayRead(_ reading: Reading) -> Bool {
        switch reading {
        case .nodes(let nodes): unasked += Self.bytesOfNode * nodes
        case .bytes(let bytes):
            readBytes += bytes
            unasked += bytes
        case .text(let bytes):
            readBytes += bytes
            unasked += max(bytes, Self.bytesOfText)
            if bytes > limits.textBytes { give(up: .cap("bytes in one text", most: limits.textBytes)) }
        case .givenUp(let why): give(up: ReadingExcess(description: why))
        }
        if excess != nil || readBytes > limits.readBytes { return false }
        guard unasked >= Self.stretch else { return true }
        unasked = 0
        return Self.cpuTime() <= end
    }

    private func give(up excess: ReadingExcess) {
        if self.excess == nil { self.excess = excess }
    }

    /// Between two questions for the time, which cost a system call.
    private static let stretch = 1 << 16
    /// Bytes of text that cost as much as a node, about.
    private static let bytesOfNode = 16

    /// As many as cleaning a short text may cost: patterns may go over it many times.
    private static let bytesOfText = stretch / 4

    /// All was read: what came out is good only if nothing was given up meanwhile, and if it can be written.
    func finish(_ entries: [Entry]) throws(ReadingExcess) {
        try checkTime()
        let bytes = entries.reduce(0) { $0 + $1.estimatedBytes }
        if bytes > limits.entryBytes { throw .cap("bytes in its entries", most: limits.entryBytes) }
    }

    /// A page, or a part of one, was parsed.
    func check(nodes: Int) throws(ReadingExcess) {
        if nodes > limits.nodes { throw .cap("elements", most: limits.nodes) }
        try checkTime()
    }

    /// Of this thread, in nanoseconds.
    package static func cpuTime() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}

extension Duration {
    fileprivate var nanoseconds: UInt64 {
        let (seconds, attoseconds) = components
        return UInt64(max(0, seconds)) * 1_000_000_000 + UInt64(max(0, attoseconds)) / 1_000_000_000
    }
}
