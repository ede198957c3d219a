import Dispatch
import Synchronization
import TestSupport
import Testing

@testable import Providers

@Suite struct ReadingOnThreads {
    /// Work that goes on until it is told to end.
    private final class Page: Sendable {
        private let gate = DispatchSemaphore(value: 0)
        private let state = Mutex(false)

        var isBeingRead: Bool { state.withLock { $0 } }

        func read() {
            state.withLock { $0 = true }
            gate.wait()
        }

        func end() { gate.signal() }
    }

    @Test func `everything else goes on while every thread reads`() async throws {
        let threads = ReadingThreads(count: 2)
        // More than there are threads of any kind.
        let pages = (0..<64).map { _ in Page() }
        try await withThrowingTaskGroup { group in
            for page in pages { group.addTask { #expect(await threads.run { page.read() } != nil) } }
            try await eventually { pages.count { $0.isBeingRead } == 2 }
            // A task that has nothing to do with reading.
            #expect(await Task.detached { 1 + 1 }.value == 2)
            #expect(pages.count { $0.isBeingRead } == 2)
            for page in pages { page.end() }
            try await group.waitForAll()
        }
        #expect(pages.count { $0.isBeingRead } == pages.count)
    }

    @Test func `what nobody waits for any more is not read`() async throws {
        let threads = ReadingThreads(count: 1)
        let (first, second) = (Page(), Page())
        let reading = Task { await threads.run { first.read() } }
        try await eventually { first.isBeingRead }
        let waiting = Task { await threads.run { second.read() } }
        waiting.cancel()
        #expect(await waiting.value == nil)
        first.end()
        #expect(await reading.value != nil)
        #expect(await threads.run { 1 } == 1)
        #expect(!second.isBeingRead)
    }
}
