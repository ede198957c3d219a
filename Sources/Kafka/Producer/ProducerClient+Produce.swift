import CRdkafka

extension ProducerClient {
    /// Hands a record to librdkafka, which copies it and calls for its delivery, unless there is an error.
    func produce(_ record: ProducerRecord, _ delivery: Delivery) -> KafkaError? {
        // A list of our own, though librdkafka could make one: 2.0.2 frees its own twice where the partition does not
        // exist (its issue 4627), and leaves ours to us.
        let headers = list(of: record.headers)
        let opaque = Unmanaged.passRetained(delivery)
        let error = record.topic.withCString { topic in
            record.key.withBytes { key in
                record.value.withBytes { value in
                    produce(topic, record.partition, key, value, headers, opaque.toOpaque())
                }
            }
        }
        guard let error else { return nil }
        opaque.release()
        if let headers { rd_kafka_headers_destroy(headers) }
        return client.error(taking: error, of: record.subject)
    }

    private func produce(
        _ topic: UnsafePointer<CChar>, _ partition: Int32?, _ key: UnsafeRawBufferPointer?,
        _ value: UnsafeRawBufferPointer?, _ headers: OpaquePointer?, _ delivery: UnsafeMutableRawPointer
    ) -> OpaquePointer? {
        withUnsafeTemporaryAllocation(of: rd_kafka_vu_t.self, capacity: 7) { fields in
            var count = 0
            func add(_ type: rd_kafka_vtype_t, _ set: (inout rd_kafka_vu_t) -> Void) {
                var field = rd_kafka_vu_t()
                field.vtype = type
                set(&field)
                fields[count] = field
                count += 1
            }
            func bytes(_ bytes: UnsafeRawBufferPointer) -> (inout rd_kafka_vu_t) -> Void {
                {
                    $0.u.mem.ptr = UnsafeMutableRawPointer(mutating: bytes.baseAddress)
                    $0.u.mem.size = bytes.count
                }
            }
            add(RD_KAFKA_VTYPE_TOPIC) { $0.u.cstr = topic }
            add(RD_KAFKA_VTYPE_MSGFLAGS) { $0.u.i = RD_KAFKA_MSG_F_COPY }
            add(RD_KAFKA_VTYPE_OPAQUE) { $0.u.ptr = delivery }
            if let partition { add(RD_KAFKA_VTYPE_PARTITION) { $0.u.i32 = partition } }
            if let key { add(RD_KAFKA_VTYPE_KEY, bytes(key)) }
            if let value { add(RD_KAFKA_VTYPE_VALUE, bytes(value)) }
            if let headers { add(RD_KAFKA_VTYPE_HEADERS) { $0.u.headers = headers } }
            return rd_kafka_produceva(client.pointer, fields.baseAddress, count)
        }
    }

    private func list(of headers: [Header]) -> OpaquePointer? {
        guard !headers.isEmpty else { return nil }
        let list = rd_kafka_headers_new(headers.count)
        for header in headers {
            header.name.withCString { name in
                header.value.withBytes { value in
                    _ = rd_kafka_header_add(list, name, -1, value?.baseAddress, value?.count ?? 0)
                }
            }
        }
        return list
    }
}

extension [UInt8]? {
    /// The bytes as C takes them: none for nil, and an address even where there are no bytes, because none means nil.
    fileprivate func withBytes<Value>(_ body: (UnsafeRawBufferPointer?) -> Value) -> Value {
        guard let bytes = self else { return body(nil) }
        if bytes.isEmpty {
            return withUnsafeTemporaryAllocation(byteCount: 1, alignment: 1) { empty in
                body(UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(empty)[..<0]))
            }
        }
        return bytes.withUnsafeBytes { body($0) }
    }
}
