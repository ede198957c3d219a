/// Puts an answer together from what libcurl hands over, within the limits. Plain state, no I/O.
struct AnswerBuilder {
    private(set) var answer = HopAnswer()
    /// Whether any byte has come.
    private(set) var hasBegun = false
    /// The limit that was met, where one was.
    private(set) var failure: FetchFailure?

    private let limits: FetchLimits
    private let host: String
    private var headerBytes = 0
    private var lastField: String?

    init(host: String, limits: FetchLimits) {
        self.host = host
        self.limits = limits
    }

    /// Takes a header line with its line end; false where the transfer must end.
    mutating func header(_ line: some Collection<UInt8>) -> Bool {
        hasBegun = true
        headerBytes += line.count
        guard headerBytes <= limits.headerBytes else {
            failure = FetchFailure(
                .tooLarge, "The header of \(host) is larger than \(limits.headerBytes) bytes, which is the limit.")
            return false
        }
        // Fields behind the body say nothing that is needed here.
        guard answer.body.isEmpty else { return true }
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("HTTP/") {
            // Each answer of a series (100, 103, then the real one) starts anew.
            answer.headers = [:]
            lastField = nil
        } else if let first = text.first, first == " " || first == "\t" {
            continueField(trimmed(text))
        } else if let colon = text.firstIndex(of: ":") {
            add(text[..<colon].lowercased(), trimmed(text[text.index(after: colon)...]))
        }
        return true
    }

    /// Takes a piece of the decompressed body; false where the transfer must end.
    mutating func body(_ piece: UnsafeRawBufferPointer) -> Bool {
        hasBegun = true
        guard answer.body.count + piece.count <= limits.bodyBytes else {
            failure = FetchFailure(
                .tooLarge,
                "The page of \(host) is larger than \(limits.bodyBytes) bytes after decompression, which is the limit."
            )
            return false
        }
        answer.body.append(contentsOf: piece)
        return true
    }

    mutating func finish(status: Int) -> HopAnswer {
        answer.status = status
        return answer
    }

    private mutating func add(_ name: String, _ value: String) {
        lastField = name
        answer.headers[name] = answer.headers[name].map { $0 + ", " + value } ?? value
    }

    /// A line that begins with a blank goes on with the field before it.
    private mutating func continueField(_ value: String) {
        guard let lastField, let begun = answer.headers[lastField] else { return }
        answer.headers[lastField] = begun + " " + value
    }

    private func trimmed(_ text: some StringProtocol) -> String {
        let isBlank = { (character: Character) in character.isWhitespace }
        let head = text.drop(while: isBlank)
        return String(head.reversed().drop(while: isBlank).reversed())
    }
}
