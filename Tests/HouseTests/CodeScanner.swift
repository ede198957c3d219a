/// Takes comments and texts out of a Swift file; what is interpolated into a text is code, and stays.
struct CodeScanner {
    private let bytes: [UInt8]
    private var place = 0
    private var kept: [UInt8] = []

    static func code(of source: String) -> [UInt8] {
        var scanner = CodeScanner(bytes: Array(source.utf8))
        scanner.readCode(isInterpolated: false)
        return scanner.kept
    }

    private init(bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Up to the end of the file, or to the bracket that ends an interpolation.
    private mutating func readCode(isInterpolated: Bool) {
        var depth = 0
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "/") where byte(place + 1) == UInt8(ascii: "/"):
                while place < bytes.count, bytes[place] != UInt8(ascii: "\n") { place += 1 }
                continue
            case UInt8(ascii: "/") where byte(place + 1) == UInt8(ascii: "*"):
                while place < bytes.count, byte(place) != UInt8(ascii: "*") || byte(place + 1) != UInt8(ascii: "/") {
                    place += 1
                }
                place += 2
                continue
            case UInt8(ascii: "#"), UInt8(ascii: "\""):
                let hashes = run(of: UInt8(ascii: "#"), from: place)
                let quotes = run(of: UInt8(ascii: "\""), from: place + hashes)
                if quotes > 0 {
                    // Two of them are a text without anything in it.
                    place += hashes + (quotes >= 3 ? 3 : 1)
                    readText(hashes: hashes, quotes: quotes >= 3 ? 3 : 1)
                    continue
                }
            case UInt8(ascii: "("): depth += 1
            case UInt8(ascii: ")"): depth -= 1
            default: break
            }
            kept.append(bytes[place])
            place += 1
            if isInterpolated, depth < 0 { return }
        }
    }

    private mutating func readText(hashes: Int, quotes: Int) {
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\"")
            where run(of: UInt8(ascii: "\""), from: place) >= quotes
                && run(of: UInt8(ascii: "#"), from: place + quotes) >= hashes:
                place += quotes + hashes
                return
            case UInt8(ascii: "\\") where run(of: UInt8(ascii: "#"), from: place + 1) >= hashes:
                place += 1 + hashes
                guard byte(place) == UInt8(ascii: "(") else {
                    place += 1
                    continue
                }
                place += 1
                kept.append(UInt8(ascii: " "))
                readCode(isInterpolated: true)
            case UInt8(ascii: "\n"):
                kept.append(bytes[place])
                place += 1
            default: place += 1
            }
        }
    }

    /// 0 behind the end.
    private func byte(_ place: Int) -> UInt8 { place < bytes.count ? bytes[place] : 0 }

    private func run(of wanted: UInt8, from start: Int) -> Int {
        var end = start
        while byte(end) == wanted { end += 1 }
        return end - start
    }
}
