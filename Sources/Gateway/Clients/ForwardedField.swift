import Lexicon

/// A field `Forwarded`, taken apart as RFC 7239 has it: `for=192.0.2.1;proto=https, for="[2001:db8::1]:4711"`.
///
/// Proxies write into it what clients choose, such as their `Host`, and do not all put it in quotes where they must. What
/// the grammar does not have is therefore not guessed at, nor whether a comma right behind a host without quotes is a part
/// of it: before a next element proxies write a space, which no host can have.
struct ForwardedField {
    private var rest: ArraySlice<UInt8>
    /// Whether the element that was read last has a host without quotes.
    private var isHostBare = false

    init(_ value: String) {
        rest = Array(value.utf8)[...]
    }

    /// The parameters of each element by name, in small letters; nil for what is no such field. Spaces are taken around the
    /// separators, and empty elements are none (RFC 9110, 5.6.1.2).
    mutating func elements() -> [[String: String]]? {
        var elements: [[String: String]] = []
        repeat {
            skipSpace()
            if rest.isEmpty || rest.first == UInt8(ascii: ",") { continue }
            isHostBare = false
            guard let element = element(), !isHostBare || !isNext(",") || isNext(", ") || isNext(",\t") else {
                return nil
            }
            elements.append(element)
        } while take(",")
        return rest.isEmpty ? elements : nil
    }

    /// Nil also where a parameter stands twice.
    private mutating func element() -> [String: String]? {
        var parameters: [String: String] = [:]
        repeat {
            skipSpace()
            if rest.isEmpty || [UInt8(ascii: ","), UInt8(ascii: ";")].contains(rest.first) { continue }
            guard let name = token()?.lowercased(), take("=") else { return nil }
            isHostBare = isHostBare || name == "host" && !isNext("\"")
            guard let value = quoted() ?? token(), parameters.updateValue(value, forKey: name) == nil else {
                return nil
            }
            skipSpace()
        } while take(";")
        return parameters
    }

    private mutating func token() -> String? {
        let bytes = rest.prefix(while: \.isOfToken)
        rest = rest[bytes.endIndex...]
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }

    /// What stands in quotes; nil where none begin, or none end.
    private mutating func quoted() -> String? {
        guard take("\"") else { return nil }
        var text: [UInt8] = []
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "\""): return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                guard let next = rest.popFirst() else { return nil }
                text.append(next)
            default: text.append(byte)
            }
        }
        return nil
    }

    private func isNext(_ text: String) -> Bool { rest.starts(with: text.utf8) }

    private mutating func take(_ text: String) -> Bool {
        guard isNext(text) else { return false }
        rest = rest.dropFirst(text.utf8.count)
        return true
    }

    private mutating func skipSpace() {
        rest = rest.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    }
}
