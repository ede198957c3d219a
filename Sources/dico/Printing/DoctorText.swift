import Diagnosis
import Foundation
import Kafka
import Lexicon

/// What `dico doctor` saw, for people: what there is first, what is wrong with it last.
struct DoctorText {
    let report: DoctorReport
    let style: TerminalStyle

    var lines: [String] {
        var lines = ["\(Program.name) \(Program.version), \(SystemLibraries.versions)"]
        if case .success(let survey) = report.survey {
            lines += [clusterLine(survey), ""] + topicLines(survey)
            lines += [""] + groupLines(survey) + [rightsLine(survey)] + survey.gaps
        }
        return lines + [""] + findingLines
    }

    private func clusterLine(_ survey: Survey) -> String {
        let cluster = survey.cluster
        let brokers = cluster.brokers.sorted { $0.key < $1.key }.map(\.value).joined(separator: ", ")
        let kind = cluster.isEmbedded ? "an embedded broker" : survey.release.map { "Kafka \($0)" } ?? "Kafka"
        return "\(report.servers): \(kind), cluster \(cluster.id), brokers \(brokers)"
    }

    private func topicLines(_ survey: Survey) -> [String] {
        let heading = ["TOPIC", "FOR", "PARTITIONS", "REPLICAS", "IN SYNC", "LAG", "POLICIES"]
        return tableLines(
            [heading]
                + survey.needs.topics.map { topic -> [String] in
                    let state = TopicState(topic, in: survey)
                    func shown(_ number: (some BinaryInteger)?) -> String { number.map { "\($0)" } ?? "-" }
                    let policies = TopicState.settings.compactMap { name in
                        state.settings[name].map { "\(name)=\($0)" }
                    }
                    return [
                        topic.name, topic.purpose.rawValue, shown(state.partitions?.count), shown(state.replicas),
                        shown(state.inSync), shown(state.lag), policies.isEmpty ? "-" : policies.joined(separator: " "),
                    ]
                })
    }

    private func groupLines(_ survey: Survey) -> [String] {
        guard let name = survey.needs.group else { return [] }
        guard let group = survey.group else {
            return ["Group \(name): \(waiting(survey))."]
        }
        let strategy = group.assignmentStrategy.isEmpty ? "" : ", \(group.assignmentStrategy)"
        let heading =
            "Group \(name): \(group.state.rawValue)\(strategy), \(group.members.count) members, \(waiting(survey))."
        return [heading]
            + group.members.map { member in
                let instance = member.instanceID.map { " as \(printable($0))" } ?? ""
                return
                    "  \(printable(member.clientID)) at \(printable(member.host))\(instance): \(shown(member.partitions))"
            }
    }

    private func waiting(_ survey: Survey) -> String {
        "\(survey.waiting.map { "\($0)" } ?? "an unknown number of") requests wait or are under way"
    }

    private func shown(_ partitions: [TopicPartition]) -> String {
        partitions.isEmpty ? "no partition" : partitions.map(\.description).joined(separator: ", ")
    }

    private func rightsLine(_ survey: Survey) -> String {
        let missing = survey.needs.missing(in: survey.rights)
        if !missing.isEmpty { return "Rights of \(survey.needs.role): missing are \(Rights.list(missing))." }
        return
            "Rights of \(survey.needs.role): \(survey.rights.gap == nil ? "all there" : "none is known to be missing")."
    }

    private var findingLines: [String] {
        let findings = report.findings
        guard !findings.isEmpty else { return ["Nothing is wrong."] }
        return findings.map { finding in
            let line = "\(finding.weight.rawValue): \(finding.subject): \(finding.text)"
            return finding.weight == .problem ? style.bold(line) : line
        }
    }
}
