/// The names of the topics that requests and dead letters travel on.
public struct TopicLayout: Sendable, Hashable {
    /// What a language's own topic begins with; its code follows.
    public var languagePrefix: String
    /// What the topic of a language's bulk lane begins with; its code follows.
    public var bulkPrefix: String
    /// Takes requests that name their language.
    public var requests: String
    /// What could not be answered.
    public var deadLetters: String
    /// What workers share of what sites have said.
    public var answers: String

    /// The `cleanup.policy` that the topic of answers is to have: of each key the newest, and none that is of no use any more.
    public static let answersPolicy = "compact,delete"

    /// Whether a policy is that one, however it is written.
    package static func isAnswersPolicy(_ policy: String) -> Bool {
        func parts(of policy: String) -> Set<Substring> {
            Set(policy.split { $0 == "," || $0.isWhitespace })
        }
        return parts(of: policy) == parts(of: answersPolicy)
    }

    /// The names that the README has; a cluster's own where given.
    public init(
        languagePrefix: String = "topic-dictionary-", bulkPrefix: String = "dictionary-bulk-",
        requests: String = "dictionary-requests", deadLetters: String = "dictionary-dead-letters",
        answers: String = "dictionary-answers"
    ) {
        self.languagePrefix = languagePrefix
        self.bulkPrefix = bulkPrefix
        self.requests = requests
        self.deadLetters = deadLetters
        self.answers = answers
    }

    /// The topic of requests for one language.
    public func topic(of language: String, lane: Lane = .interactive) -> String {
        switch lane {
        case .interactive: languagePrefix + language
        case .bulk: bulkPrefix + language
        }
    }

    /// The topics a worker for `languages` takes requests from. A cluster may do without those of the bulk lane.
    ///
    /// - Parameter lanes: The topic for all languages is interactive.
    public func requestTopics(
        for languages: some Sequence<String>, lanes: some Sequence<Lane> = Lane.allCases
    ) -> [String] {
        lanes.flatMap { lane in
            languages.map { topic(of: $0, lane: lane) } + (lane == .interactive ? [requests] : [])
        }
    }

    /// The language whose requests come on `topic`, and their lane; nil for any other topic.
    ///
    /// People name topics as they name languages: the requests of `topic-dictionary-GE` are German's too, and those of
    /// `topic-dictionary-zh_CN` Chinese's. Only a code may have a hyphen, as a client's nickname stands behind one, or a
    /// dot, as other programs put their own topics behind it.
    public func language(of topic: String, among languages: Languages) -> (code: String, lane: Lane)? {
        for (prefix, lane) in [(languagePrefix, Lane.interactive), (bulkPrefix, .bulk)] where topic.hasPrefix(prefix) {
            let name = String(topic.dropFirst(prefix.count))
            guard let code = languages.code(ofLocale: name),
                code == name || !name.contains(where: { $0 == "-" || $0 == "." })
            else { continue }
            return (code, lane)
        }
        return nil
    }

    /// Those of `topics` that requests come on because somebody named them by another name of a language, with their lanes.
    public func requestTopicsByOtherNames(
        among topics: some Sequence<String>, of languages: Languages
    ) -> [(topic: String, lane: Lane)] {
        let own = Set(requestTopics(for: languages.all.map(\.code)))
        return topics.filter { !own.contains($0) }.sorted().compactMap { topic in
            language(of: topic, among: languages).map { (topic, $0.lane) }
        }
    }

    /// Whether replies may not go to `topic`, because they would come back as requests or pass for dead letters, or for
    /// answers of a site.
    ///
    /// The reference implementation's clients take their replies on `topic-dictionary-fr-<nickname>`, so the prefix
    /// alone reserves nothing. A plain code behind it does, loaded here or not: another worker may serve it.
    public func isReserved(_ topic: String, languages: Set<String>) -> Bool {
        if topic == requests || topic == deadLetters || topic == answers || topic.hasPrefix("__") { return true }
        func isLanguageBehind(_ prefix: String) -> Bool {
            guard topic.hasPrefix(prefix) else { return false }
            let code = topic.dropFirst(prefix.count)
            return languages.contains(String(code)) || !code.contains("-")
        }
        return isLanguageBehind(languagePrefix) || isLanguageBehind(bulkPrefix)
    }
}
