import Synchronization

/// A number that threads add to without a lock.
final class AtomicSum: Sendable {
    private let atom = Atomic<Double>(0)

    var value: Double { atom.load(ordering: .relaxed) }

    func set(_ value: Double) {
        atom.store(value, ordering: .relaxed)
    }

    func add(_ amount: Double) {
        var old = value
        while true {
            let (isExchanged, current) = atom.weakCompareExchange(
                expected: old, desired: old + amount, ordering: .relaxed)
            if isExchanged { return }
            old = current
        }
    }
}
