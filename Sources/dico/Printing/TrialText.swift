import Extraction
import Providers

/// What a manifest made of a page, for people.
struct TrialText {
    let trial: PageTrial

    var lines: [String] {
        var lines = trial.probes.map { probe in
            let sample = probe.sample.map { "  “\(Self.short($0))”" } ?? ""
            return "\(probe.matches) × \(probe.key): \(probe.pattern)\(sample)"
        }
        let never = trial.probes.filter { $0.matches == 0 }
        add("never matched", never.map { "\($0.key): \($0.pattern)\($0.isUsed ? "" : " (was not asked)")" }, to: &lines)
        if let culprit = trial.culprit {
            add("what failed", ["\(culprit.key): \(culprit.pattern) matches nothing"], to: &lines)
        }
        add("marks that held", trial.marks, to: &lines)
        add("sections, none of which is the manifest's", trial.sections, to: &lines)
        add("headings that the manifest does not know", trial.headings, to: &lines)
        add("texts that nothing claimed", trial.unread.map { "“\(Self.short($0))”" }, to: &lines)
        return lines
    }

    private func add(_ title: String, _ items: [String], to lines: inout [String]) {
        guard !items.isEmpty else { return }
        lines += ["", "\(title):"] + items.map { "  \($0)" }
    }

    private static func short(_ text: String) -> String { "\(text.prefix(60))\(text.count > 60 ? "…" : "")" }
}
