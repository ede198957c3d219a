import CRdkafka

/// A queue of librdkafka that wakes a thread when something comes into it. Its owner frees it with `destroy()`.
///
/// `@unchecked`, because INTRODUCTION.md of librdkafka promises: "The API is completely thread-safe and the calling
/// application may call any of the API functions from any of its own threads at any time."
final class QueueHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    /// Alive as long as the queue: librdkafka has its address.
    private let wakeup: Wakeup

    /// Takes over `pointer`.
    init(_ pointer: OpaquePointer, wakeup: Wakeup) {
        self.pointer = pointer
        self.wakeup = wakeup
        rd_kafka_queue_cb_event_enable(
            pointer,
            { _, opaque in
                guard let opaque else { return }
                Unmanaged<Wakeup>.fromOpaque(opaque).takeUnretainedValue().signal()
            }, Unmanaged.passUnretained(wakeup).toOpaque())
    }

    func destroy() {
        rd_kafka_queue_cb_event_enable(pointer, nil, nil)
        rd_kafka_queue_destroy(pointer)
    }
}
