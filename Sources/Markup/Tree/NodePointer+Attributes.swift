internal import CLibxml2

extension UnsafeMutablePointer where Pointee == xmlNode {
    /// The value of the attribute called `name`, as long as the tree lives; nil where the element has none.
    @inline(__always) func attribute(_ name: UnsafeBufferPointer<UInt8>) -> UnsafePointer<UInt8>? {
        guard isElement else { return nil }
        var attribute = pointee.properties
        while let current = attribute {
            if let currentName = current.pointee.name, currentName.equals(name) { return current.value }
            attribute = current.pointee.next
        }
        return nil
    }

    @inline(__always) func attribute(_ name: StaticString) -> UnsafePointer<UInt8>? {
        attribute(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
    }

    @inline(__always) func hasClass(_ name: UnsafeBufferPointer<UInt8>) -> Bool {
        attribute("class")?.hasToken(name) ?? false
    }
}

extension UnsafeMutablePointer where Pointee == xmlAttr {
    /// The HTML parser resolves references itself, so that a value is one text.
    @inline(__always) var value: UnsafePointer<UInt8> {
        guard let text = pointee.children, let content = text.pointee.content else { return .empty }
        return UnsafePointer(content)
    }
}
