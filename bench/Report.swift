import Foundation
import Kafka

/// One line of the table.
struct Figure {
    let what: String
    let value: String
    /// What it is compared with, measured in the same run.
    var reference = "-"
    /// The share of the reference, or of the bar where the bar is a figure; nil where the reference is absent.
    var ratio: Double?
    let bar: String
    /// Nil where it could not be judged.
    var isReached: Bool?

    /// A row that could not be measured, which is no reason to lose the others.
    static func missing(_ row: String, because error: any Error) -> Figure {
        Figure(what: row, value: "not measured: \(error)", bar: "-", isReached: false)
    }
}

/// The figures of a run, as a table.
struct Report {
    private var figures: [Figure] = []

    /// Whether a figure is below its bar, or missing.
    var isShort: Bool { figures.contains { $0.isReached == false } }

    mutating func add(_ figures: [Figure]) { self.figures += figures }

    /// A Markdown table.
    var text: String {
        let head = ["what", "measured", "reference", "ratio", "bar", "reached"]
        let rows = figures.map { figure in
            [
                figure.what, figure.value, figure.reference, figure.ratio.map { String(format: "%.2f", $0) } ?? "-",
                figure.bar, figure.isReached.map { $0 ? "yes" : "no" } ?? "not judged",
            ]
        }
        return ([head, head.map { _ in "---" }] + rows).map { "| " + $0.joined(separator: " | ") + " |" }
            .joined(separator: "\n")
    }

    /// The table, with what it was measured on.
    func page(of place: Place) -> String {
        let day = Date().formatted(.iso8601.year().month().day())
        return """
            # Figures

            Measured on \(day) by `make bench`, a release build. Every ratio is to a reference of the same run: the machine
            is shared by the worker, its broker and the load, and differs from day to day.

            \(text)

            - Machine: \(Self.processor), \(ProcessInfo.processInfo.activeProcessorCount) cores, \
            \(ProcessInfo.processInfo.physicalMemory >> 30) GiB
            - System: \(Self.system)
            - librdkafka \(KafkaLibrary.version), Swift \(Self.swift)

            """
    }

    private static var processor: String {
        let text = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("model name") }
        return line?.split(separator: ":").last.map { $0.trimmingCharacters(in: .whitespaces) } ?? "unknown processor"
    }

    private static var system: String {
        let text = (try? String(contentsOfFile: "/etc/os-release", encoding: .utf8)) ?? ""
        let line = text.split(separator: "\n").first { $0.hasPrefix("PRETTY_NAME=") }
        return line.map { String($0.dropFirst("PRETTY_NAME=".count)).replacing("\"", with: "") } ?? "unknown"
    }

    private static var swift: String {
        let text = (try? Program.output(of: "swiftc", ["--version"])) ?? ""
        return text.firstMatch(of: /Swift version ([0-9.]+)/).map { String($0.output.1) } ?? "unknown"
    }
}
