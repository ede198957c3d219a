import CRdkafka
import Logging

/// Brings what librdkafka has to say into the program's log.
struct ClientLog: Sendable {
    let logger: Logger
    let servers: String
    let brokerOutage: BrokerOutage
    private let repeats = RepeatedLines()

    init(logger: Logger, servers: String, brokerOutage: BrokerOutage) {
        self.logger = logger
        self.servers = servers
        self.brokerOutage = brokerOutage
    }

    /// - Parameters:
    ///   - severity: Of syslog: 0 for the worst, 7 for debugging.
    ///   - facility: librdkafka's name for what speaks.
    func write(severity: Int32, facility: String, _ message: String) {
        logger.log(
            level: level(severity: severity, facility: facility, message), "\(message)",
            metadata: ["librdkafka": "\(facility)"])
    }

    private func level(severity: Int32, facility: String, _ message: String) -> Logger.Level {
        switch facility {
        // Of a topic that is gone, which is told of as an error.
        case "PARTCNT" where message.hasSuffix(" to 0"): return .debug
        // Said at each attempt to connect, of properties that are meant for another kind of client, and beside an error that
        // says it too.
        case "FAIL", "CONFWARN", "SSL": return .debug
        // Said at every commit, five times a second, for as long as the coordinator is away.
        case "COMMITFAIL", "REQTMOUT", "CLUSTERID":
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
        if error.code == .security {
            if repeats.isNews(error.code.description) { logger.warning("\(error)") }
        } else if error.isOfMissingTopic {
            // Said of each partition.
            if repeats.isNews(error.description) { logger.warning("\(error)") }
        } else if error.code != .unreachable {
            logger.warning("\(error)")
        } else if !isOutage || !tellOfOutage() {
            logger.debug("\(error)")
        }
    }

    /// Notes that the broker is away, and says so once; false where it was known.
    @discardableResult
    func tellOfOutage() -> Bool {
        guard brokerOutage.isNews() else { return false }
        logger.warning("the broker is away, trying on", metadata: ["servers": "\(servers)"])
        return true
    }
}
