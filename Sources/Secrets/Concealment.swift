/// Hides secrets in the words of somebody who was told them and does not know that they are secret, as a library is.
///
/// Words may have a secret whole, from its middle on, or cut: each run of eight bytes that stands in a secret is hidden. One
/// that is shorter is hidden where it stands whole, from four bytes on: less may stand anywhere by chance.
public struct Concealment: Sendable {
    private static let run = 8
    private static let least = 4

    /// Eight bytes each, as one number.
    private let runs: Set<UInt64>
    private let short: [Secret]

    /// Hides `secrets`, in any order.
    public init(_ secrets: some Sequence<Secret>) {
        var (runs, short): (Set<UInt64>, [Secret]) = ([], [])
        for secret in secrets {
            let bytes = Array(secret.reveal().utf8)
            if bytes.count >= Self.run {
                runs.formUnion(Self.places(in: bytes, of: Self.run).map { Self.number(bytes[$0]) })
            } else if bytes.count >= Self.least {
                short.append(secret)
            }
        }
        (self.runs, self.short) = (runs, short)
    }

    /// The text with `…` in the place of what is secret.
    public func conceal(_ text: String) -> String {
        guard !runs.isEmpty || !short.isEmpty else { return text }
        let bytes = Array(text.utf8)
        var isSecret = [Bool](repeating: false, count: bytes.count)
        for place in Self.places(in: bytes, of: Self.run) where runs.contains(Self.number(bytes[place])) {
            for index in place { isSecret[index] = true }
        }
        for secret in short.map({ Array($0.reveal().utf8) }) {
            for place in Self.places(in: bytes, of: secret.count) where bytes[place].elementsEqual(secret) {
                for index in place { isSecret[index] = true }
            }
        }
        var shown: [UInt8] = []
        for index in bytes.indices {
            if !isSecret[index] {
                shown.append(bytes[index])
            } else if index == 0 || !isSecret[index - 1] {
                shown += "…".utf8
            }
        }
        return String(decoding: shown, as: UTF8.self)
    }

    private static func places(in bytes: [UInt8], of length: Int) -> some Sequence<Range<Int>> {
        (0..<max(0, bytes.count - length + 1)).lazy.map { $0..<$0 + length }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 << 8 | UInt64($1) }
    }
}
