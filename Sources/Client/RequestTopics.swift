import Lexicon

/// Which topic a request goes to: the language's own of the lane, where the cluster has it, so that no other language's
/// requests lie before it.
struct RequestTopics: Sendable {
    let layout: TopicLayout
    /// Tells a language's code by its other names; nil where only codes are known.
    let languages: Languages?
    /// The topics that the cluster has, as they were last seen.
    var present: Set<String> = []

    /// - Parameter lane: A cluster without topics for it has the interactive ones.
    func topic(for request: LookupRequest, lane: Lane) -> String {
        guard let name = request.language else { return layout.requests }
        // What nobody here knows may be the code of a language that workers do; with a hyphen it could be the reply topic of
        // a client.
        guard let code = languages?.code(of: name) ?? (name.contains("-") ? nil : name.lowercased()) else {
            return layout.requests
        }
        let lanes = lane == .bulk ? [Lane.bulk, .interactive] : [.interactive]
        return lanes.map { layout.topic(of: code, lane: $0) }.first(where: present.contains) ?? layout.requests
    }
}
