import Metrics
import Prometheus

/// What the metrics mean, in a line each; docs/metrics.md says more.
enum MetricsCatalogue {
    static let meanings: [(name: String, meaning: String)] = [
        ("dico_answers_hits_total", "Answers of sources that were known, by where they were found."),
        ("dico_answers_kept", "Answers that are kept, by where."),
        ("dico_answers_kept_bytes", "What they take, in bytes."),
        ("dico_answers_lag_records", "Records of the topic of shared answers that were not read yet."),
        ("dico_answers_published_total", "Answers told to the fleet, by whether the broker has them."),
        ("dico_answers_received_total", "Records of the topic of shared answers, by what became of them."),
        ("dico_answers_renewed_total", "Answers past their lifetime that a site was asked for again."),
        ("dico_answers_stale_total", "Old answers given because their site failed, by source."),
        ("dico_build_info", "1, with the versions that run as labels."),
        ("dico_cache_hits_total", "Requests answered from the cache."),
        ("dico_cache_misses_total", "Requests whose answer was not in the cache."),
        ("dico_canary_moved", "1 where a source's answer to a canary word is not built as it was recorded, else 0."),
        ("dico_circuit_state", "1 for the state that the circuit of a source is in, 0 for the others."),
        ("dico_dead_letters_total", "Requests that became dead letters, by reason."),
        ("dico_fetch_retries_total", "Tries of a page after the first, by source."),
        ("dico_fetches_total", "Pages asked for, by source and by what became of them."),
        ("dico_http_refused_total", "HTTP requests refused unheard, by reason."),
        ("dico_http_request_seconds", "Time from an HTTP request to the end of its answer, by route."),
        ("dico_http_requests_in_flight", "HTTP requests whose answer has not gone out yet."),
        ("dico_http_requests_total", "HTTP requests answered, by route and status."),
        ("dico_lag_records", "Records of an assigned partition that are not committed as done."),
        ("dico_lookups_in_flight", "Lookups under way."),
        ("dico_partitions_assigned", "Partitions that this worker has."),
        ("dico_partitions_stuck", "Partitions that wait for a dead letter that cannot be written."),
        ("dico_ready", "1 where the process is ready, else 0."),
        ("dico_rebalances_total", "Changes of the assignment: partitions assigned, revoked, lost."),
        ("dico_requests_expected_wait_seconds", "How long a request that comes now would wait for its turn."),
        ("dico_requests_outstanding", "Requests taken that are not done."),
        ("dico_requests_total", "Requests answered, by language and outcome."),
        ("dico_requests_waiting", "Requests taken that wait for a turn, by language and lane."),
        ("dico_requests_waiting_oldest_seconds", "How long the oldest of them waits."),
        ("dico_source_drift", "1 where a source's answers have a field less often than its manifest expects, else 0."),
        ("dico_source_field_ratio", "The share of a source's last 1,000 found answers that have a field."),
        ("dico_source_senses_per_entry", "The mean of senses an entry in a source's last 1,000 found answers."),
        ("dico_stage_seconds", "Time that requests spend in a stage."),
        ("dico_turns_due_per_second", "Turns of a source per second that are this worker's."),
        ("dico_turns_total", "Turns of a source used: pages asked for at its pace, all tries included."),
        ("dico_unknown_kinds_total", "Entries whose part of speech no manifest knows, by its label."),
        ("process_open_fds", "Number of open file descriptors."),
        ("process_resident_memory_bytes", "Resident memory size in bytes."),
        ("process_start_time_seconds", "Start time of the process since unix epoch in seconds."),
    ]

    static func describe(in registry: PrometheusRegistry) {
        for (name, meaning) in meanings { registry.describe(name, meaning) }
    }
}

extension PrometheusRegistry {
    /// What everything that is made after this measures into: to be called once, and first.
    static func ofThisProcess() -> PrometheusRegistry {
        let registry = PrometheusRegistry()
        MetricsSystem.bootstrap(registry)
        MetricsCatalogue.describe(in: registry)
        ProcessMetrics().show(in: registry)
        return registry
    }
}
