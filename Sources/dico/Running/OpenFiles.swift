import Foundation
import Logging

/// The files and connections that the system lets the process have open.
enum OpenFiles {
    /// What a process has open beside its clients' connections: brokers, event loops, the log.
    private static let others = 200

    /// Has the system allow `connections`, and says so where it does not.
    static func allow(_ connections: Int, logger: Logger) {
        let wanted = rlim_t(connections + others)
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard getrlimit(resource, &limit) == 0, limit.rlim_cur < wanted else { return }
        limit.rlim_cur = min(wanted, limit.rlim_max)
        _ = setrlimit(resource, &limit)
        guard limit.rlim_cur < wanted else { return }
        logger.warning(
            "the system allows fewer connections than --max-connections (ulimit -n)",
            metadata: ["allowed": "\(limit.rlim_cur)", "wanted": "\(wanted)"])
    }
}
