import CRdkafka
import Foundation
import Secrets
import Synchronization

/// What librdkafka calls, on the thread that polls the client.
struct ClientCallbacks: Sendable {
    /// An error that librdkafka goes on from by itself, if it is retriable; whether no broker at all is connected.
    var failed: @Sendable (KafkaError, _ isOutage: Bool) -> Void = { _, _ in }
    /// A connection ended; in librdkafka's words, on a thread of its own.
    var disconnected: @Sendable (String) -> Void = { _ in }
    /// Partitions come or go.
    var rebalanced: @Sendable (rd_kafka_resp_err_t, UnsafeMutablePointer<rd_kafka_topic_partition_list_t>) -> Void = {
        _, _ in
    }
    /// A record was acknowledged, or never will be.
    var delivered: @Sendable (UnsafePointer<rd_kafka_message_t>) -> Void = { _ in }
}

/// A client of librdkafka, from its creation to its end. Its owner ends it with `destroy()`, or leaves it alone with
/// `abandon()`.
///
/// `@unchecked`, because INTRODUCTION.md of librdkafka promises: "The API is completely thread-safe and the calling
/// application may call any of the API functions from any of its own threads at any time."
final class ClientHandle: @unchecked Sendable {
    let pointer: OpaquePointer
    let servers: String
    /// Alive as long as the client: librdkafka has its address.
    private let callees: Callees

    /// - Parameter defaults: Properties that those of `configuration` go before.
    init(
        _ kind: rd_kafka_type_t, _ configuration: ClientConfiguration, defaults: [(String, String)] = []
    ) throws(KafkaError) {
        servers = configuration.bootstrapServers
        callees = Callees(log: ClientLog(configuration))
        let properties = ClientProperties(callees.log.concealment)
        // The embedded broker answers an empty fetch when its wait is over, also where a record came meanwhile: with the
        // half second of librdkafka's a reply would take as long. On one machine, asking more often costs little.
        let wait = kind == RD_KAFKA_CONSUMER && configuration.isOnThisMachine ? [("fetch.wait.max.ms", "50")] : []
        for (name, value) in wait + defaults + [("bootstrap.servers", servers)] { try properties.set(name, value) }
        for property in configuration.properties { try properties.set(property.name, property.value.reveal()) }
        let security = SecurityProperties(configuration.properties)
        if let fault = security.fault { throw fault }
        pointer = try properties.makeClient(kind, security, callees: callees)
    }

    var log: ClientLog { callees.log }

    /// Has librdkafka call `callbacks`, from the next poll until the client is destroyed.
    func call(_ callbacks: ClientCallbacks) {
        callees.callbacks.withLock { $0 = callbacks }
    }

    /// The value of a property, as it holds for this client.
    func property(_ name: String) -> String { rd_kafka_conf(pointer).value(of: name) }

    func error(_ code: rd_kafka_resp_err_t, of subject: String? = nil, detail: String? = nil) -> KafkaError {
        KafkaError(of: pointer, code, subject: subject, detail: detail, log: log)
    }

    /// The error that the C object stands for, which is freed.
    func error(taking error: OpaquePointer, of subject: String? = nil) -> KafkaError {
        defer { rd_kafka_error_destroy(error) }
        return self.error(
            rd_kafka_error_code(error), of: subject, detail: String(cString: rd_kafka_error_string(error)))
    }

    /// Whether librdkafka does nothing any more for this client.
    var hasFailedFatally: Bool { rd_kafka_fatal_error(pointer, nil, 0) != RD_KAFKA_RESP_ERR_NO_ERROR }

    /// Lets go of the client without ending it. Its threads stay, and what they call stays with them.
    func abandon() {
        call(ClientCallbacks())
        _ = Unmanaged.passRetained(callees)
    }

    /// Notes that a topic is gone which was taken from.
    func noteMissingTopic() { callees.hasMissedTopic.withLock { $0 = true } }

    /// Ends the client, which nobody may use any more. Waits for librdkafka's threads, and leaves them alone where they would
    /// never end: before 2.1, once a topic was deleted whose records were taken.
    func destroy() {
        if rd_kafka_version() < 0x02_01_00_00, callees.hasMissedTopic.withLock(\.self) { return abandon() }
        rd_kafka_destroy(pointer)
        call(ClientCallbacks())
    }
}

/// Where librdkafka's calls arrive: its opaque pointer leads here.
private final class Callees: Sendable {
    let callbacks = Mutex(ClientCallbacks())
    let hasMissedTopic = Mutex(false)
    let log: ClientLog
    /// What was wrong with the last certificate of a broker that was refused.
    private let refusal = Mutex<CertificateFault?>(nil)

    init(log: ClientLog) {
        self.log = log
    }

    /// None is called under the lock: a rebalance takes as long as it takes.
    var current: ClientCallbacks { callbacks.withLock { $0 } }

    static func at(_ opaque: UnsafeMutableRawPointer?) -> Callees? {
        opaque.map { Unmanaged<Callees>.fromOpaque($0).takeUnretainedValue() }
    }

    func write(severity: Int32, facility: String, _ message: String) {
        log.write(severity: severity, facility: facility, message)
        if facility == "FAIL" { current.disconnected(log.concealment.conceal(message)) }
    }

    /// On a thread of librdkafka's, before the error that the certificate leads to.
    func note(_ fault: CertificateFault) { refusal.withLock { $0 = fault } }

    func failed(_ code: Int32, _ reason: String?, of client: OpaquePointer?) {
        let code = rd_kafka_resp_err_t(code)
        let reason = reason.map { reason in refusal.withLock(\.self)?.words(in: reason) ?? reason }
        current.failed(
            KafkaError(of: client, code, detail: reason, log: log),
            code == RD_KAFKA_RESP_ERR__ALL_BROKERS_DOWN)
    }
}

extension KafkaError {
    /// The error that stands for one of a client: librdkafka's code for fatal ones hides the one that was the cause.
    fileprivate init(
        of client: OpaquePointer?, _ code: rd_kafka_resp_err_t, subject: String? = nil, detail: String?, log: ClientLog
    ) {
        let isFatal = code == RD_KAFKA_RESP_ERR__FATAL
        var (code, subject, detail) = (code, subject, detail)
        if isFatal {
            withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { text in
                let cause = rd_kafka_fatal_error(client, text.baseAddress, text.count)
                guard cause != RD_KAFKA_RESP_ERR_NO_ERROR else { return }
                detail = String(cString: text.baseAddress!)
                if cause == RD_KAFKA_RESP_ERR_FENCED_INSTANCE_ID { code = cause }
                // Only what a producer begins with needs a right on the cluster.
                if cause == RD_KAFKA_RESP_ERR_CLUSTER_AUTHORIZATION_FAILED {
                    code = cause
                    subject = "IdempotentWrite on the cluster, nor Write on any topic"
                }
            }
        }
        // librdkafka names the request, and not the group.
        if code == RD_KAFKA_RESP_ERR_GROUP_AUTHORIZATION_FAILED, subject == nil, let client {
            let group = rd_kafka_conf(client).value(of: "group.id")
            subject = group.isEmpty ? nil : "Read on the group \(group)"
        }
        self.init(code, of: subject, detail: detail.map(log.concealment.conceal), servers: log.servers)
        self.isFatal = self.isFatal || isFatal
        // That nothing is heard says less than which broker is not reached.
        if self.code == .unreachable || self.code == .timedOut, let misadvertised = log.misadvertised {
            self = misadvertised
        } else if log.fetchesTokens, isSilence, !log.brokerOutage.hasAnswered {
            self = .tokenOrBroker(servers: log.servers)
        }
    }
}

extension OpaquePointer {
    /// The value of a property among a client's; empty where it has none.
    fileprivate func value(of name: String) -> String {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
            var size = buffer.count
            let result = rd_kafka_conf_get(self, name, buffer.baseAddress, &size)
            return result == RD_KAFKA_CONF_OK ? String(cString: buffer.baseAddress!) : ""
        }
    }
}

/// Properties on their way to a client, which takes them over.
private final class ClientProperties {
    private var conf: OpaquePointer?
    private let concealment: Concealment

    init(_ concealment: Concealment) {
        conf = rd_kafka_conf_new()
        self.concealment = concealment
    }

    deinit {
        if let conf { rd_kafka_conf_destroy(conf) }
    }

    func set(_ name: String, _ value: String) throws(KafkaError) {
        try withErrorText { text throws(KafkaError) in
            guard rd_kafka_conf_set(conf, name, value, text.baseAddress, text.count) != RD_KAFKA_CONF_OK else { return }
            throw KafkaError.property(name, reason(text))
        }
    }

    func makeClient(
        _ kind: rd_kafka_type_t, _ security: SecurityProperties, callees: Callees
    ) throws(KafkaError) -> OpaquePointer {
        rd_kafka_conf_set_opaque(conf, Unmanaged.passUnretained(callees).toOpaque())
        rd_kafka_conf_set_log_cb(conf) { client, severity, facility, message in
            guard let facility, let message else { return }
            Callees.at(rd_kafka_opaque(client))?
                .write(severity: severity, facility: String(cString: facility), String(cString: message))
        }
        rd_kafka_conf_set_error_cb(conf) { client, code, reason, opaque in
            Callees.at(opaque)?.failed(code, reason.map { String(cString: $0) }, of: client)
        }
        rd_kafka_conf_set_ssl_cert_verify_cb(conf) { _, _, _, fault, _, _, _, _, _, opaque in
            guard let fault, fault.pointee != 0 else { return 1 }
            Callees.at(opaque)?.note(CertificateFault(code: fault.pointee))
            return 0
        }
        if kind == RD_KAFKA_CONSUMER {
            rd_kafka_conf_set_rebalance_cb(conf) { _, event, partitions, opaque in
                guard let partitions else { return }
                Callees.at(opaque)?.current.rebalanced(event, partitions)
            }
        } else {
            rd_kafka_conf_set_dr_msg_cb(conf) { _, message, opaque in
                guard let message else { return }
                Callees.at(opaque)?.callbacks.withLock(\.delivered)(message)
            }
        }
        return try withErrorText { text throws(KafkaError) in
            // librdkafka owns the properties from here on, but only where it makes a client of them.
            guard let client = rd_kafka_new(kind, conf, text.baseAddress, text.count) else {
                throw KafkaError.properties(reason(text), security)
            }
            conf = nil
            return client
        }
    }

    private func reason(_ text: UnsafeMutableBufferPointer<CChar>) -> String {
        concealment.conceal(String(cString: text.baseAddress!).trimmingCharacters(in: .whitespacesAndNewlines))
    }

    private func withErrorText<Value>(
        _ body: (UnsafeMutableBufferPointer<CChar>) throws(KafkaError) -> Value
    ) throws(KafkaError) -> Value {
        let text = UnsafeMutableBufferPointer<CChar>.allocate(capacity: 512)
        defer { text.deallocate() }
        text.initialize(repeating: 0)
        return try body(text)
    }
}
