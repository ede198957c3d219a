/// The members with which a JSON object begins, as far as it can be read: of a text that is cut off, or becomes nonsense,
/// those before that.
struct LeadingMembers {
    /// The members whose values are strings, by name.
    private(set) var strings: [String: String] = [:]
    /// All that were read whole.
    private(set) var names: Set<String> = []

    init(of json: some Collection<UInt8>) {
        Array(json).withUnsafeBufferPointer { bytes in
            var reader = JSONReader(bytes)
            // Where it ends does not matter: what was read by then is what is wanted.
            try? reader.object { reader, bytes throws(JSONFault) in
                let name = String(decoding: bytes, as: UTF8.self)
                if reader.next == UInt8(ascii: "\"") {
                    strings[name] = try reader.string()
                } else {
                    try reader.skip()
                }
                names.insert(name)
            }
        }
    }
}
