import Diagnosis

extension WorkerConfiguration {
    /// What a worker with these settings needs of a cluster.
    ///
    /// - Parameter languages: The codes of those that it has dictionaries for.
    public func needs(of languages: [String]) -> Needs {
        .worker(
            topics, languages: languages, lanes: lanes, group: group, publishTo: publishTo, sharesAnswers: sharesAnswers
        )
    }
}
