import CRdkafka

/// The C library beneath this module.
public enum KafkaLibrary {
    /// The version of librdkafka that runs, such as `2.0.2`.
    public static var version: String { String(cString: rd_kafka_version_str()) }

    /// Whether clients have a property of this name. A plugin may add some.
    public static func knows(property name: String) -> Bool {
        let properties = rd_kafka_conf_new()
        defer { rd_kafka_conf_destroy(properties) }
        // To be asked for its value, a property must have one. That this one cannot be set is another answer.
        return rd_kafka_conf_set(properties, name, nil, nil, 0) != RD_KAFKA_CONF_UNKNOWN
    }
}
