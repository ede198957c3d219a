import Foundation

/// The members with which a JSON object begins, as far as it can be read: of a text that is cut off, or becomes nonsense,
/// those before that.
struct LeadingMembers {
    /// The members whose values are strings, by name.
    private(set) var strings: [String: String] = [:]
    /// All that were read whole.
    private(set) var names: Set<String> = []

    init(of json: some Collection<UInt8>) {
        var reader = Reader(bytes: Array(json))
        guard reader.take("{") else { return }
        repeat {
            guard let name = reader.string(), reader.take(":") else { return }
            if reader.peek == UInt8(ascii: "\"") {
                guard let text = reader.string() else { return }
                strings[name] = text
            } else if !reader.skipValue() {
                return
            }
            names.insert(name)
        } while reader.take(",")
    }

    private struct Reader {
        let bytes: [UInt8]
        var position = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        var peek: UInt8? {
            mutating get {
                while position < bytes.count, [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) { position += 1 }
                return position < bytes.count ? bytes[position] : nil
            }
        }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard peek == UInt8(ascii: character) else { return false }
            position += 1
            return true
        }

        /// Nil where it does not end, or is none.
        mutating func string() -> String? {
            guard peek == UInt8(ascii: "\"") else { return nil }
            let start = position
            guard skipString() else { return nil }
            return
                (try? JSONDecoder().decode([String].self, from: Data("[".utf8 + bytes[start..<position] + "]".utf8)))?
                .first
        }

        private mutating func skipString() -> Bool {
            position += 1
            while position < bytes.count {
                switch bytes[position] {
                case UInt8(ascii: "\""):
                    position += 1
                    return true
                case UInt8(ascii: "\\"): position += 2
                default: position += 1
                }
            }
            return false
        }

        /// Whatever its kind: a number or a word ends where something else begins, an object or a list with its bracket.
        mutating func skipValue() -> Bool {
            var depth = 0
            while let byte = peek {
                switch byte {
                case UInt8(ascii: "\""):
                    guard skipString() else { return false }
                    continue
                case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"):
                    if depth == 0 { return true }
                    depth -= 1
                case UInt8(ascii: ","):
                    if depth == 0 { return true }
                default: break
                }
                position += 1
            }
            return false
        }
    }
}
