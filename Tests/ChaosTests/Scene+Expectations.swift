import ChaosSupport
import TestSupport
import Testing

extension Scene {
    /// Waits for the rest, expects that nothing was lost, repeated or kept, and has all workers stopped.
    @discardableResult
    func end(sourceLocation: SourceLocation = #_sourceLocation) async throws -> Summary {
        let summary = try await traffic.settle()
        #expect(summary.lost == 0, "\(summary): \(traffic.account.pending)", sourceLocation: sourceLocation)
        #expect(summary.excess == 0, "\(summary)", sourceLocation: sourceLocation)
        let held = await heldTooMuch()
        #expect(held.isEmpty, sourceLocation: sourceLocation)
        try await fleet.stopAll()
        await traffic.close()
        return summary
    }
}
