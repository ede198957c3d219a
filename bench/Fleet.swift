/// Some workers on a broker of their own, with their partitions shared out.
struct Fleet {
    let broker: BrokerProgram
    private let workers: [Program]

    /// On a broker that has been used already.
    ///
    /// - Parameter partitions: Those of each topic.
    init(
        _ place: Place, _ site: Site, workers count: Int, on broker: BrokerProgram, partitions: Int,
        options: [String] = []
    ) async throws {
        let workers = try (0..<count).map { _ in
            try Program(
                place.dico,
                [
                    "worker", "--bootstrap-servers", broker.address, "--providers", site.providers.path, "-X",
                    "fetch.wait.max.ms=10", "-X", "session.timeout.ms=6000",
                ] + options)
        }
        for worker in workers {
            try await worker.wait("assignment") { worker.holds("topic-dictionary-en", partitions / count) }
        }
        (self.broker, self.workers) = (broker, workers)
    }

    init(
        _ place: Place, _ site: Site, workers count: Int, partitions: Int, options: [String] = []
    ) async throws {
        let broker = try await BrokerProgram(
            place, partitions: partitions, topics: ["bench-replies", "bench-answers"], providers: site.providers.path)
        self = try await Fleet(place, site, workers: count, on: broker, partitions: partitions, options: options)
    }

    func stop() async throws {
        for worker in workers { try await worker.stop() }
    }
}

extension Program {
    /// Whether its last assignment has this many partitions of `topic`.
    fileprivate func holds(_ topic: String, _ count: Int) -> Bool {
        guard let line = log.split(separator: "\n").last(where: { $0.contains("assigned") }) else { return false }
        return line.ranges(of: topic + "[").count == count
    }
}
