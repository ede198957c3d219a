import CRdkafka
import Foundation

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

    /// The properties that clients have, each with the values that it takes, such as `none, https` or `1 .. 3600000`; the
    /// empty text where that is any.
    public static let properties: [String: String] = {
        // It is told as a table: "ssl.endpoint.identification.algorithm |  *  | none, https | https | low | …".
        let rows = table().split(separator: "\n").map { row in
            row.split(separator: "|", omittingEmptySubsequences: false).map { $0.trimmingCharacters(in: .whitespaces) }
        }
        let pairs = rows.filter { $0.count > 5 && ["*", "C", "P"].contains($0[1]) }.map { ($0[0], $0[2]) }
        return Dictionary(pairs) { first, _ in first }
    }()

    /// librdkafka writes it to a file, which is one in memory.
    private static func table() -> String {
        let text = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: 1)
        let size = UnsafeMutablePointer<Int>.allocate(capacity: 1)
        text.initialize(to: nil)
        size.initialize(to: 0)
        defer {
            free(text.pointee)
            text.deallocate()
            size.deallocate()
        }
        guard let file = open_memstream(text, size) else { return "" }
        rd_kafka_conf_properties_show(file)
        fclose(file)
        return text.pointee.map { String(cString: $0) } ?? ""
    }
}
