import Diagnosis
import Lexicon

extension WorkerConfiguration {
    /// What a worker with these settings needs of a cluster.
    ///
    /// - Parameters:
    ///   - languages: Those that it has dictionaries for.
    ///   - present: The topics of the cluster, where these are known.
    public func needs(of languages: Languages, amid present: some Sequence<String> = []) -> Needs {
        .worker(
            topics, languages: languages, lanes: lanes, group: group, publishTo: publishTo,
            sharesAnswers: sharesAnswers, amid: present)
    }
}
