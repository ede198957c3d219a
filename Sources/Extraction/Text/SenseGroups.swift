import Lexicon

/// The senses of an entry whose parts of speech stand with its senses: one group for each.
enum SenseGroups {
    /// The senses by the part of speech that they name, in the order in which each comes first, with its first label.
    static func grouped(
        _ senses: [(sense: Sense, partOfSpeech: String?)], by kind: (String) -> PartOfSpeech?
    ) -> [(label: String?, senses: [Sense])] {
        var groups: [(label: String?, senses: [Sense])] = []
        var places: [String?: Int] = [:]
        for (sense, label) in senses {
            let key = label.map { kind($0)?.rawValue ?? $0 }
            if let place = places[key] {
                groups[place].senses.append(sense)
            } else {
                places[key] = groups.count
                groups.append((label, [sense]))
            }
        }
        return groups
    }
}
