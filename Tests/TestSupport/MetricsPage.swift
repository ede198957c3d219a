import Foundation

/// A page of metrics, as Prometheus' own client library (`prometheus_client`) reads it.
public struct MetricsPage: Sendable {
    public struct Sample: Sendable, Decodable {
        /// The type of the family that it belongs to, "counter" or such.
        public var type: String
        public var help: String
        public var name: String
        public var labels: [String: String]
        fileprivate var value: String

        public var number: Double { Double(value) ?? .nan }
    }

    /// What the library does not take for a page.
    public struct Refused: Error {}

    public let samples: [Sample]

    /// - Throws: `Refused` where the library does not take it. `make deps-test` installs the library.
    public init(reading text: String) async throws {
        let file = try temporaryDirectory().appending(path: "metrics.txt")
        try Data(text.utf8).write(to: file)
        let script = Repository.folder.appending(path: "Tests/TestSupport/read_metrics.py").path
        let ended = try await DicoProcess.run(script, file.path, program: .python)
        guard ended.code == 0 else { throw Refused() }
        samples = try JSONDecoder().decode([Sample].self, from: Data(ended.output.utf8))
    }

    /// The sum of the samples of a name that have these labels among theirs; nil where there is none.
    public func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        let found = samples.filter { sample in
            sample.name == name && labels.allSatisfy { sample.labels[$0.key] == $0.value }
        }
        return found.isEmpty ? nil : found.reduce(0) { $0 + $1.number }
    }
}
