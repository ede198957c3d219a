internal import CLibxml2

extension AttributeCondition {
    /// Whether a value in the tree is as asked for. With `ignoresCase`, `value` is lower case already.
    func matches(_ actual: UnsafePointer<UInt8>) -> Bool {
        guard ignoresCase else { return compares(actual) }
        let lowercased = UnsafeBufferPointer(start: actual, count: actual.length + 1).map(\.lowercased)
        return lowercased.withUnsafeBufferPointer { compares($0.baseAddress ?? .empty) }
    }

    private func compares(_ actual: UnsafePointer<UInt8>) -> Bool {
        switch comparison {
        case .exists: true
        case .equals: actual.equals(value)
        case .word: !value.isNoToken && actual.hasToken(value)
        case .language: actual.equals(value) || actual.starts(with: value) && actual[value.count] == 0x2D
        case .prefix: !value.isEmpty && actual.starts(with: value)
        case .suffix: !value.isEmpty && actual.ends(with: value)
        case .contains: !value.isEmpty && actual.contains(value)
        }
    }
}

extension UnsafePointer<UInt8> {
    fileprivate func ends(with other: UnsafeBufferPointer<UInt8>) -> Bool {
        let length = self.length
        return length >= other.count && (self + (length - other.count)).equals(other)
    }

    fileprivate func contains(_ other: UnsafeBufferPointer<UInt8>) -> Bool {
        var rest = self
        while rest.pointee != 0 {
            if rest.starts(with: other) { return true }
            rest += 1
        }
        return false
    }
}
