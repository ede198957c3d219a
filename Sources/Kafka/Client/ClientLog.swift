import CRdkafka
import Logging
import Secrets

/// Brings what librdkafka has to say into the program's log.
struct ClientLog: Sendable {
    let logger: Logger
    let servers: String
    let brokerOutage: BrokerOutage
    /// For librdkafka's words, in the log and in errors.
    let concealment: Concealment
    /// Whether clients fetch a token before they talk to a broker.
    let fetchesTokens: Bool
    private let repeats: RepeatedLines

    init(_ configuration: ClientConfiguration) {
        logger = configuration.logger
        servers = configuration.bootstrapServers
        brokerOutage = configuration.brokerOutage
        concealment = configuration.concealment
        fetchesTokens = SecurityProperties(configuration.properties).fetchesTokens
        repeats = configuration.repeats
    }

    /// - Parameters:
    ///   - severity: Of syslog: 0 for the worst, 7 for debugging.
    ///   - facility: librdkafka's name for what speaks.
    func write(severity: Int32, facility: String, _ message: String) {
        // Of the group's connection without its address, which a line behind it has.
        if facility == "REQTMOUT", !message.contains("GroupCoordinator/") {
            // Of a cluster that answers at other addresses it is one broker.
            let fault = ConnectionFault(silence: message)
            if let fault, !fault.isOf(servers) { brokerOutage.note(fault) } else { tellOfOutage() }
        }
        if facility == "FAIL", let fault = ConnectionFault(message) { brokerOutage.note(fault) }
        logger.log(
            level: level(severity: severity, facility: facility, message), "\(concealment.conceal(message))",
            metadata: ["librdkafka": "\(facility)"])
    }

    private func level(severity: Int32, facility: String, _ message: String) -> Logger.Level {
        switch facility {
        // Of a topic that is gone, which is told of as an error.
        case "PARTCNT" where message.hasSuffix(" to 0"): return .debug
        // Said at each attempt to connect, of properties that are meant for another kind of client, and beside an error that
        // says it too.
        case "FAIL", "CONFWARN", "SSL", "SSLCERTVRFY", "OIDC": return .debug
        // What a broker that hangs leads to; and a session that ends so is told by what was lost.
        case "REQTMOUT", "SESSTMOUT": return .debug
        // Said at every commit, five times a second, for as long as the coordinator is away.
        case "COMMITFAIL", "CLUSTERID":
            return repeats.isNews(facility) ? .warning : .debug
        default: break
        }
        return switch severity {
        case ...2: .critical
        case 3: .error
        case 4: .warning
        case 5: .notice
        case 6: .info
        default: .debug
        }
    }

    /// Tells of an error that librdkafka goes on from by itself. A lost connection is none yet: brokers close idle ones.
    func tell(_ error: KafkaError, isOutage: Bool) {
        let isAbsence = error.code == .unreachable && isOutage || error.code == .timedOut
        if error.isOfAdvertisedAddress {
            // Told when the others have answered.
            logger.debug("\(error)")
        } else if isAbsence || error.isHangUp && brokerOutage.hasAnswered {
            if !tellOfOutage() { logger.debug("\(error)") }
        } else if error.isOfToken {
            if repeats.isNews("token") { logger.warning("\(error)") }
        } else if error.code == .security {
            if repeats.isNews(error.code.description) { logger.warning("\(error)") }
        } else if error.isOfMissingTopic {
            // Said of each partition.
            if repeats.isNews(error.description) { logger.warning("\(error)") }
        } else {
            logger.log(level: error.code == .unreachable ? .debug : .warning, "\(error)")
        }
    }

    /// Notes that the broker answered, and says so where it was said to be away. Of a cluster that answers, it is worth a
    /// line that one of its brokers is not reached.
    ///
    /// - Parameter addresses: Those that the cluster has now, where that is known.
    func noteAnswer(amid addresses: Set<String>? = nil) {
        if brokerOutage.end(amid: addresses) {
            logger.notice("the broker answers again", metadata: ["servers": "\(servers)"])
        } else {
            tellOfFault()
        }
    }

    /// Says once of each broker that it is not reached.
    func tellOfFault() {
        guard let fault = brokerOutage.faultToTell() else { return }
        logger.warning(
            "a broker could not be reached, trying on",
            metadata: ["broker": "\(fault.address)", "error": "\(KafkaError(fault, servers: servers))"])
    }

    /// The error of the broker that is not reached at the address which the cluster advertises for it.
    var misadvertised: KafkaError? {
        brokerOutage.fault.flatMap { $0.isOf(servers) ? nil : KafkaError($0, servers: servers) }
    }

    /// Notes that the broker is away, and says so once; false where it was known.
    @discardableResult
    func tellOfOutage() -> Bool {
        guard brokerOutage.isNews() else { return false }
        logger.warning("the broker is away, trying on", metadata: ["servers": "\(servers)"])
        return true
    }
}
