internal import CLibxml2

/// The classes of the element that was looked at last: a selector asks for one after the other.
struct ElementClasses {
    private var node: NodePointer?
    private var value: UnsafePointer<UInt8>?
    private var set = ClassSet()
    /// Bytes of the attribute.
    private(set) var length = 0

    @inline(__always) mutating func look(at node: NodePointer) {
        if self.node != node { read(node) }
    }

    /// False where one of `set` is certainly missing.
    @inline(__always) func mayContain(_ set: ClassSet) -> Bool { self.set.mayContain(set) }

    @inline(__always) func contains(_ name: UTF8Bytes) -> Bool { value?.hasToken(name) ?? false }

    private mutating func read(_ node: NodePointer) {
        self.node = node
        value = node.attribute("class")
        set = ClassSet()
        length = 0
        guard let value else { return }
        var token = 0
        while true {
            let byte = value[length]
            if byte == 0 || byte.isSpace {
                set.insert(UTF8Bytes(start: value + token, count: length - token))
                token = length + 1
            }
            if byte == 0 { return }
            length += 1
        }
    }
}

/// A set of class names that can tell when a name is not in it.
struct ClassSet {
    private var bits: UInt64 = 0

    var isEmpty: Bool { bits == 0 }

    @inline(__always) func mayContain(_ other: ClassSet) -> Bool { bits & other.bits == other.bits }

    @inline(__always) mutating func insert(_ name: UTF8Bytes) {
        guard let first = name.first, let last = name.last else { return }
        let hash = UInt64(first) &* 7 &+ UInt64(last) &* 31 &+ UInt64(name.count) &* 5
        bits |= 1 << (hash & 63)
    }
}
