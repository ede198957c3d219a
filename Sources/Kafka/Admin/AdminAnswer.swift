import CRdkafka

/// What came back of one of librdkafka's questions to a cluster.
struct AdminAnswer: ~Copyable {
    let event: OpaquePointer

    deinit {
        rd_kafka_event_destroy(event)
    }

    var code: rd_kafka_resp_err_t { rd_kafka_event_error(event) }
    var reason: String { String(cString: rd_kafka_event_error_string(event)) }
}

/// How a question is to be asked. Its owner frees it with `destroy()`.
struct AdminOptions {
    let pointer: OpaquePointer?

    /// - Parameter functions: For answers that tell the client's rights; nil for those that do not.
    init(of client: ClientHandle, rights functions: RightsFunctions?) {
        pointer = rd_kafka_AdminOptions_new(client.pointer, RD_KAFKA_ADMIN_OP_ANY)
        // The default is a minute.
        rd_kafka_AdminOptions_set_request_timeout(pointer, Admin.patience.milliseconds, nil, 0)
        if let error = functions?.include(pointer, 1) { rd_kafka_error_destroy(error) }
    }

    func destroy() {
        rd_kafka_AdminOptions_destroy(pointer)
    }
}
