/// What `eventually` throws when its time is up.
public struct NeverHappened: Error, CustomStringConvertible {
    public let limit: Duration

    public var description: String { "What was waited for did not happen within \(limit)." }
}

/// Waits until `value` gives something, and returns it; throws `NeverHappened` after `limit`.
///
/// The limit only ends a test that has failed, and a loaded machine is slow, not broken: it is long rather than tight.
public func eventually<Value>(
    within limit: Duration = .seconds(600), _ value: () async throws -> Value?
) async throws -> Value {
    let clock = ContinuousClock()
    let deadline = clock.now + limit
    while true {
        if let found = try await value() { return found }
        guard clock.now < deadline else { throw NeverHappened(limit: limit) }
        try await clock.sleep(for: .milliseconds(5))
    }
}

/// Waits until `condition` holds; throws `NeverHappened` after `limit`.
public func eventually(within limit: Duration = .seconds(600), _ condition: () async throws -> Bool) async throws {
    let _: Void = try await eventually(within: limit) { try await condition() ? () : nil }
}
