import Foundation

/// What a process holds of the machine.
public struct Holding: Sendable, CustomStringConvertible {
    /// Private memory, RssAnon, in bytes.
    public var memory: Int
    /// File descriptors by what they are: `socket`, `pipe`, …
    public var descriptors: [String: Int]

    /// Nil where there is no such process any more.
    init?(of process: pid_t) {
        let folder = "/proc/\(process)"
        guard let status = try? String(contentsOfFile: "\(folder)/status", encoding: .utf8),
            let line = status.split(separator: "\n").first(where: { $0.hasPrefix("RssAnon:") }),
            let kilobytes = line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap({ Int($0) }),
            let open = try? FileManager.default.contentsOfDirectory(atPath: "\(folder)/fd")
        else { return nil }
        memory = kilobytes << 10
        descriptors = open.reduce(into: [:]) { counts, descriptor in
            // It may have been closed meanwhile.
            guard let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "\(folder)/fd/\(descriptor)")
            else { return }
            counts[target.hasPrefix("/") ? "file" : String(target.prefix { $0 != ":" }), default: 0] += 1
        }
    }

    private var descriptorCount: Int { descriptors.values.reduce(0, +) }

    /// Whether a process that once held `before` has come back to it: allocators keep some memory for later, and idle
    /// connections, eight to a site and one or two to each broker, are kept for a while.
    public func isBack(to before: Holding) -> Bool {
        memory <= before.memory + 24 << 20 && descriptorCount <= before.descriptorCount + 20
    }

    public var description: String {
        let kinds = descriptors.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
        return "\(memory >> 20) MiB, \(descriptorCount) descriptors (\(kinds.joined(separator: ", ")))"
    }
}
