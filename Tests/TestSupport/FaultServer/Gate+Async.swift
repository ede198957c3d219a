extension Gate {
    /// Waits until the gate is open, or the task is cancelled: a test that fails before it opens its gate is to end.
    public func pass() async {
        let (opened, end) = AsyncStream.makeStream(of: Never.self)
        whenOpen { end.finish() }
        for await _ in opened {}
    }
}
