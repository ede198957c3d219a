import CLibcurl

/// The transfers under way, on the transfer thread.
struct TransferTable {
    private struct Entry {
        let transfer: CurlTransfer
        let promise: Promise<ExchangeAnswer>
    }

    private let multi: CurlMulti
    private let resolve: [String]
    private var entries: [UInt64: Entry] = [:]
    private var ids: [UnsafeMutableRawPointer: UInt64] = [:]
    /// No transfer is late before; nil where nothing was begun since all had ended.
    private(set) var nextLimit: ContinuousClock.Instant?

    init(multi: CurlMulti, resolve: [String]) {
        self.multi = multi
        self.resolve = resolve
    }

    mutating func start(_ id: UInt64, _ exchange: Exchange, _ promise: Promise<ExchangeAnswer>) {
        do {
            let transfer = try CurlTransfer(exchange, resolve: resolve)
            try multi.add(transfer)
            entries[id] = Entry(transfer: transfer, promise: promise)
            ids[transfer.handle] = id
            nextLimit = min(nextLimit ?? transfer.nextLimit, transfer.nextLimit)
        } catch {
            promise.resolve(.failure(error))
        }
    }

    /// Ends a transfer, if it is still under way, and answers whoever waits for it.
    mutating func end(_ id: UInt64, _ outcome: Result<ExchangeAnswer, FetchFailure>) {
        guard let entry = entries.removeValue(forKey: id) else { return }
        ids[entry.transfer.handle] = nil
        multi.remove(entry.transfer)
        entry.promise.resolve(outcome)
    }

    mutating func endAll(_ failure: FetchFailure) {
        for id in Array(entries.keys) { end(id, .failure(failure)) }
    }

    /// Moves all transfers on, and ends those that are done or late.
    mutating func advance() {
        multi.perform()
        while let (handle, code) = multi.nextFinished() {
            guard let id = ids[handle], let entry = entries[id] else { continue }
            end(id, entry.transfer.outcome(code))
        }
        endLate()
    }

    /// Looks at all of them, but only where one may be late: limits move to later moments alone.
    private mutating func endLate() {
        let now = ContinuousClock.now
        guard let limit = nextLimit, limit <= now else { return }
        for (id, entry) in entries {
            if let failure = entry.transfer.expired(at: now) { end(id, .failure(failure)) }
        }
        nextLimit = entries.values.map(\.transfer.nextLimit).min()
    }
}
