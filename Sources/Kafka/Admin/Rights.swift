/// What the user of a client may do, as far as the broker tells.
public struct Rights: Sendable, Hashable {
    /// Of each part of the cluster all that is allowed. A part of which nothing is known is not there.
    public var granted: [Right.Resource: Set<Right.Operation>]
    /// Why something is not known, in a few words; nil where all that was asked for is.
    public var gap: String?

    /// Rights as a test makes them up, or as a broker tells; nothing is known by default.
    public init(granted: [Right.Resource: Set<Right.Operation>] = [:], gap: String? = nil) {
        self.granted = granted
        self.gap = gap
    }

    /// Those of `needed` that are known to be missing, in their order.
    public func missing(of needed: [Right]) -> [Right] {
        needed.filter { right in
            guard let operations = granted[right.resource], !operations.contains(right.operation) else { return false }
            return right.operation != .idempotentWrite || !mayWriteSomewhere
        }
    }

    private var mayWriteSomewhere: Bool {
        granted.contains { resource, operations in
            if case .topic = resource { operations.contains(.write) } else { false }
        }
    }

    /// Such as `Read on the topics a, b; Write on the topic c; Read on the group g`.
    public static func list(_ rights: [Right]) -> String {
        var topics: [Right.Operation: [String]] = [:]
        var order: [Right.Operation] = []
        var others: [String] = []
        for right in rights {
            guard case .topic(let name) = right.resource else {
                others.append(right.description)
                continue
            }
            if topics[right.operation] == nil { order.append(right.operation) }
            topics[right.operation, default: []].append(name)
        }
        let ofTopics = order.map { operation in
            let names = topics[operation] ?? []
            return "\(operation) on the topic\(names.count == 1 ? "" : "s") \(names.joined(separator: ", "))"
        }
        return (ofTopics + others).joined(separator: "; ")
    }
}

extension KafkaError {
    /// The error that names all rights that are missing.
    ///
    /// - Parameters:
    ///   - rights: Those that are missing, at least one.
    ///   - doing: Who needs them, such as "a worker".
    ///   - servers: `host:port` of the brokers that were asked.
    public static func missing(_ rights: [Right], for doing: String, servers: String) -> KafkaError {
        KafkaError(
            .authorization,
            "The broker at \(servers) does not allow what \(doing) needs: grant \(Rights.list(rights)) to the client's user."
        )
    }
}
