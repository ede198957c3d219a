extension UInt8 {
    /// ASCII's white space: the space, and from the tab to the carriage return.
    @inlinable package var isSpace: Bool { self == 0x20 || (self >= 0x09 && self <= 0x0D) }
}
