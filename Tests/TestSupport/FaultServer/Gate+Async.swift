extension Gate {
    /// Waits until the gate is open.
    public func pass() async {
        await withCheckedContinuation { continuation in whenOpen { continuation.resume() } }
    }
}
