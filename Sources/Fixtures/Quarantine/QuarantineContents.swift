import Foundation

/// What a quarantine holds, and what must go to make room: a pure account.
///
/// The newest pages are kept, because a maintainer needs what the site sends today. No source may fill more than a
/// quarter, so that a broken site with many readers does not push out the few pages of another.
struct QuarantineContents: Sendable {
    struct Item: Sendable, Hashable {
        /// "language/source".
        var source: String
        var folder: String
        var bytes: Int
        var keptAt: Date
    }

    /// In bytes.
    let capacity: Int
    private(set) var items: [Item]

    init(capacity: Int, items: [Item] = []) {
        self.capacity = capacity
        self.items = items.sorted { $0.keptAt < $1.keptAt }
    }

    var sourceCapacity: Int { capacity / 4 }

    mutating func add(_ item: Item) {
        items.append(item)
    }

    /// Takes out what must go for `bytes`, at most `sourceCapacity`, of `source` to fit, and returns it.
    mutating func makeRoom(for bytes: Int, of source: String) -> [Item] {
        var gone: [Item] = []
        var sizes = Dictionary(items.map { ($0.source, $0.bytes) }, uniquingKeysWith: +)
        func isTooMuch() -> String? {
            if sizes[source, default: 0] + bytes > sourceCapacity { return source }
            guard sizes.values.reduce(bytes, +) > capacity else { return nil }
            return sizes.max { $0.value < $1.value }?.key
        }
        while let heavy = isTooMuch(), let index = items.firstIndex(where: { $0.source == heavy }) {
            let item = items.remove(at: index)
            sizes[heavy, default: 0] -= item.bytes
            gone.append(item)
        }
        return gone
    }

    /// What a file of `count` bytes takes on a disk: whole blocks.
    static func bytesOnDisk(_ count: Int) -> Int {
        max(1, (count + block - 1) / block) * block
    }

    private static let block = 4_096
}
