/// The names of characters that HTML knows: `&eacute;`, and 2,125 more.
struct NamedReferences {
    static let html = NamedReferences()

    struct Characters {
        let first: UInt32
        /// 0 for none.
        let second: UInt32
        /// Whether the name also stands without a semicolon.
        let isOpen: Bool
    }

    /// Longest name, without its semicolon.
    static let longestName = 31
    /// Longest of those that stand without a semicolon.
    static let longestOpenName = 6

    private let slots: [Slot]
    private static let size = 8_192

    private struct Slot {
        /// 0 for none.
        var key: UInt64 = 0
        var characters = Characters(first: 0, second: 0, isOpen: false)
    }

    private init() {
        var slots = [Slot](repeating: Slot(), count: Self.size)
        let table = UnsafeBufferPointer(start: Self.table.utf8Start, count: Self.table.utf8CodeUnitCount)
        for line in table.split(separator: UInt8(ascii: " ")) {
            guard let mark = line.firstIndex(where: { $0 == UInt8(ascii: "!") || $0 == UInt8(ascii: ":") }) else {
                continue
            }
            let points = line[(mark + 1)...].split(separator: UInt8(ascii: "."))
                .map { UInt32(String(decoding: $0, as: UTF8.self), radix: 16) ?? 0xFFFD }
            let key = Self.key(UnsafeBufferPointer(rebasing: line[..<mark]))
            var slot = Self.slot(of: key)
            while slots[slot].key != 0 { slot = (slot + 1) % Self.size }
            slots[slot] = Slot(
                key: key,
                characters: Characters(
                    first: points[0], second: points.count > 1 ? points[1] : 0,
                    isOpen: line[mark] == UInt8(ascii: "!")))
        }
        self.slots = slots
    }

    /// What `name`, without its semicolon, stands for.
    func characters(_ name: UnsafeBufferPointer<UInt8>) -> Characters? {
        let key = Self.key(name)
        var slot = Self.slot(of: key)
        while slots[slot].key != 0 {
            if slots[slot].key == key { return slots[slot].characters }
            slot = (slot + 1) % Self.size
        }
        return nil
    }

    /// FNV-1a over 64 bits. That no two names of the table share one, and no name of a few letters more has one of the
    /// table's by chance, is as good as certain.
    private static func key(_ name: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var key: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in name { key = (key ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return key | 1
    }

    private static func slot(of key: UInt64) -> Int {
        Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 51)
    }
}
