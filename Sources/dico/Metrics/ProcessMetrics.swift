import Foundation
import Kafka
import Lexicon
import Metrics
import Prometheus

/// What every process shows of itself, under the names that Prometheus' own libraries use.
struct ProcessMetrics {
    private let memory = Meter(label: "process_resident_memory_bytes")
    private let descriptors = Meter(label: "process_open_fds")

    /// Shows it on each page from now on.
    func show(in registry: PrometheusRegistry) {
        Meter(label: "process_start_time_seconds").set(Date().timeIntervalSince1970)
        Meter(
            label: "dico_build_info", dimensions: [("version", Program.version), ("librdkafka", KafkaLibrary.version)]
        ).set(1)
        registry.beforeEachPage { [memory, descriptors] in
            // Linux has both, in pages and as a folder; elsewhere they are left out.
            if let text = try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8),
                let pages = text.split(separator: " ").dropFirst().first.flatMap({ Int($0) })
            {
                memory.set(pages * Int(sysconf(Int32(_SC_PAGESIZE))))
            }
            if let open = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd") {
                descriptors.set(open.count)
            }
        }
    }
}
