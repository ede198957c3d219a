/// What tells one content from another, for those who gain nothing by two contents that are told apart by nothing
/// (FNV-1a, 64 bits). The same in every process.
package func fingerprint(of bytes: some Sequence<UInt8>) -> UInt64 {
    bytes.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
}
