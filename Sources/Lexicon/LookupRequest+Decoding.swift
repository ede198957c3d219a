import Foundation

extension LookupRequest {
    /// Reads the value of a request record. Unknown keys are ignored; null is the same as absent.
    ///
    /// - Parameter addressedByHeaders: Whether headers say where the reply goes, which makes it the full form.
    public init(
        decoding value: [UInt8]?, limits: RequestLimits = .init(), addressedByHeaders: Bool = false
    ) throws(RequestFault) {
        let form: WireForm = addressedByHeaders ? .full : .seed
        func refuse(_ why: String) -> RequestFault {
            RequestFault(field: nil, description: why, readable: LookupRequest(word: "", form: form))
        }
        guard let value, !value.isEmpty else { throw refuse("The request has no value: expected a JSON object.") }
        guard value.count <= limits.valueBytes else {
            throw RequestFault(
                field: nil,
                description: "The request has \(value.count) bytes: at most \(limits.valueBytes) are taken.",
                readable: LookupRequest(beginning: value.prefix(limits.valueBytes), form: form))
        }
        self.init(word: "", form: .seed)
        var fault: (field: String, why: String)?
        if !readPlain(value) {
            guard String(validating: value, as: UTF8.self) != nil else {
                throw refuse("The request is not valid UTF-8.")
            }
            guard JSONReader.mayBeDecoded(value) else { throw refuse("The request is not valid JSON.") }
            do {
                let fields = try JSONDecoder().decode(RequestFields.self, from: Data(value))
                (self, fault) = (fields.request, fields.fault)
            } catch DecodingError.typeMismatch {
                throw refuse("The request is not a JSON object.")
            } catch {
                throw refuse("The request is not valid JSON.")
            }
        }
        if addressedByHeaders { self.form = .full }
        if let (field, why) = fault ?? faultOfText(limits) {
            throw RequestFault(field: field, description: why, readable: self)
        }
    }

    /// Reads an object without fault; false where there is one, for the decoder to name it.
    private mutating func readPlain(_ json: [UInt8]) -> Bool {
        var members = PlainMembers()
        return PlainObject.read(json) { members.take($0, $1, into: &self) } && members.haveWord
    }

    /// What is wrong with the word, as whoever decodes the request will find; nil where nothing is.
    public func fault(within limits: RequestLimits = .init()) -> RequestFault? {
        faultOfText(limits).map { RequestFault(field: $0, description: $1, readable: self) }
    }

    private func faultOfText(_ limits: RequestLimits) -> (String, String)? {
        // What is compared and looked up below is short.
        if let fault = Self.faultOfName(language, in: "language") { return fault }
        for source in sources ?? [] {
            if let fault = Self.faultOfName(source, in: "sources") { return fault }
        }
        return faultOfWord(limits)
    }

    private static func faultOfName(_ name: String?, in field: String) -> (String, String)? {
        guard let name, name.utf8.count > RequestLimits.nameBytes else { return nil }
        let most = "at most \(RequestLimits.nameBytes) are taken"
        return (field, "`\(field)` has a name of \(name.utf8.count) bytes: \(most).")
    }

    private func faultOfWord(_ limits: RequestLimits) -> (String, String)? {
        if isFarewell { return nil }
        if isBlank { return ("word", "`word` is empty: expected a word to look up.") }
        if let why = limits.excess(of: word) { return ("word", "`word` has \(why) are taken.") }
        // In no other word is there a byte like these.
        if !word.allBytes({ $0 >= 0x20 && $0 != 0x7F && $0 != 0xC2 }),
            let control = word.unicodeScalars.firstControlWithin
        {
            return ("word", "`word` has the control character \(control.controlName): expected a word to look up.")
        }
        return nil
    }

    private var isBlank: Bool {
        // Nearly all words begin with a letter, which needs no look at Unicode's tables.
        if let first = word.utf8.first, first > 0x20, first < 0x7F { return false }
        return term.isEmpty
    }

    /// What can be read of the beginning of a request: enough to tell who asked.
    private init(beginning value: some Collection<UInt8>, form: WireForm) {
        let members = LeadingMembers(of: value)
        let isFull = RequestFields.CodingKeys.full.contains { members.names.contains($0.rawValue) }
        func text(_ key: RequestFields.CodingKeys) -> String? { members.strings[key.rawValue] }
        self.init(
            word: text(.word) ?? "", form: isFull ? .full : form, responseTopic: text(.responseTopic), id: text(.id),
            language: text(.language))
    }
}

extension RequestLimits {
    /// By how much a word is too long: "201 characters: at most 200"; nil where it is not.
    ///
    /// What a reader sees as one character may be any number of code points, so these are counted too; none has more than
    /// four bytes, which bounds the bytes.
    fileprivate func excess(of word: String) -> String? {
        // Every character has at least one byte, so short words need no counting.
        guard word.utf8.count > wordCharacters else { return nil }
        if word.count > wordCharacters { return "\(word.count) characters: at most \(wordCharacters)" }
        let codePoints = word.unicodeScalars.count
        return codePoints > wordCharacters ? "\(codePoints) code points: at most \(wordCharacters)" : nil
    }
}

/// The members of a request, each read for itself so that one wrong member does not hide the reply topic.
private struct RequestFields: Decodable {
    var request: LookupRequest
    /// The first member at fault, with the sentence about it.
    var fault: (field: String, why: String)?

    enum CodingKeys: String, CodingKey {
        case word, id, language, sources, fresh, deadline
        case responseTopic = "response_topic"

        /// Those which only the full form has.
        static let full: [CodingKeys] = [.id, .language, .sources, .fresh, .deadline]
    }

    init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        var fault: (String, String)?
        func read<Value: Decodable>(_ key: CodingKeys, _ expected: String, as type: Value.Type = Value.self) -> Value? {
            do {
                return try container.decodeIfPresent(Value.self, forKey: key)
            } catch {
                fault = fault ?? (key.rawValue, "`\(key.rawValue)` is of the wrong type: expected \(expected).")
                return nil
            }
        }
        let isFull = CodingKeys.full.contains {
            container.contains($0) && (try? container.decodeNil(forKey: $0)) != true
        }
        let word: String? = read(.word, "a string")
        if word == nil, fault == nil { fault = ("word", "`word` is missing: expected a word to look up.") }
        request = LookupRequest(
            word: word ?? "", form: isFull ? .full : .seed, responseTopic: read(.responseTopic, "a topic's name"),
            id: read(.id, "a string"), language: read(.language, "a language's code"),
            sources: read(.sources, "a list of source ids"), fresh: read(.fresh, "true or false") ?? false)
        if let deadline: String = read(.deadline, Self.moment) {
            request.deadline = RFC3339.date(deadline)
            if request.deadline == nil { fault = fault ?? ("deadline", "`deadline` is not \(Self.moment).") }
        }
        self.fault = fault.map { (field: $0.0, why: $0.1) }
    }

    private static let moment = "a moment in RFC 3339 form, such as 2026-11-23T21:00:00Z"
}

/// The members of a plain request as they come, in whatever order.
private struct PlainMembers {
    private enum Name: UInt8 {
        case word, responseTopic, id, language, sources, fresh, deadline

        /// Nil for a name that is none of them.
        init?(_ name: MemberName) {
            switch name {
            case "word": self = .word
            case "response_topic": self = .responseTopic
            case "id": self = .id
            case "language": self = .language
            case "sources": self = .sources
            case "fresh": self = .fresh
            case "deadline": self = .deadline
            default: return nil
            }
        }
    }

    /// The names that came, a bit for each.
    private var come: UInt8 = 0
    private(set) var haveWord = false

    /// False for what is wrong, and for a member that has come already.
    mutating func take(
        _ name: MemberName, _ value: PlainObject.Value, into request: inout LookupRequest
    ) -> Bool {
        // An escaped name may be another's that was read already.
        guard let known = Name(name) else { return !name.contains(UInt8(ascii: "\\")) }
        let bit = UInt8(1) << known.rawValue
        guard come & bit == 0 else { return false }
        come |= bit
        switch (known, value) {
        case (_, .null): return true
        case (.word, .string(let text)):
            request.word = text
            haveWord = true
        case (.responseTopic, .string(let topic)): request.responseTopic = topic
        default:
            request.form = .full
            return Self.takeFull(known, value, into: &request)
        }
        return true
    }

    /// Takes a member that only the full form has.
    private static func takeFull(
        _ name: Name, _ value: PlainObject.Value, into request: inout LookupRequest
    ) -> Bool {
        switch (name, value) {
        case (.id, .string(let text)): request.id = text
        case (.language, .string(let language)): request.language = language
        case (.sources, .strings(let ids)): request.sources = ids
        case (.fresh, .bool(let isFresh)): request.fresh = isFresh
        case (.deadline, .string(let moment)):
            request.deadline = RFC3339.date(moment)
            return request.deadline != nil
        default: return false
        }
        return true
    }
}
