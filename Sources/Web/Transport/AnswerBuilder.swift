/// Puts an answer together from what libcurl hands over, within the limits. Plain state, no I/O.
struct AnswerBuilder {
    private(set) var answer = ExchangeAnswer()
    /// Whether any byte has come.
    private(set) var hasBegun = false
    /// The limit that was met, where one was.
    private(set) var failure: FetchFailure?

    /// Whether all that is wanted of the body has come, and the rest need not.
    private(set) var isEnough = false

    private let limits: FetchLimits
    private let prefix: Int?
    private let host: String
    private var headerBytes = 0
    private var lastField: String?
    /// Made when the body begins: only then its coding is known.
    private var decoder: BodyDecoder?
    /// As they came over the network.
    private var codedBytes = 0

    /// - Parameter prefix: Bytes of the body that are wanted; nil for all.
    init(host: String, limits: FetchLimits, prefix: Int? = nil) {
        self.host = host
        self.prefix = prefix
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
        guard decoder == nil else { return true }
        let text = String(decoding: line, as: UTF8.self)
        if text.allSatisfy(\.isNewline) {
            // The end of a header: what is too large need not be waited for.
            return announcesTooMuch ? refuse() : true
        } else if text.hasPrefix("HTTP/") {
            // Each answer of a series (100, 103, then the real one) starts anew.
            answer.headers = [:]
            answer.cookies = []
            lastField = nil
        } else if let first = text.utf8.first, first == UInt8(ascii: " ") || first == UInt8(ascii: "\t") {
            continueField(trimmed(text[...]))
        } else if let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) {
            add(text[..<colon].lowercased(), trimmed(text[text.index(after: colon)...]))
        }
        return true
    }

    /// Takes a piece of the body as it comes; false where the transfer must end.
    mutating func body(_ piece: UnsafeRawBufferPointer) -> Bool {
        hasBegun = true
        let decoder = self.decoder ?? BodyDecoder(answer.headers["content-encoding"])
        self.decoder = decoder
        codedBytes += piece.count
        // Also a body that is compressed to more than it is has an end.
        guard codedBytes <= limits.bodyBytes else { return refuse() }
        do {
            try decoder.decode(piece) { bytes in
                let wanted = prefix.map { min(bytes.count, $0 - answer.body.count) } ?? bytes.count
                guard answer.body.count + wanted <= limits.bodyBytes else { return false }
                answer.body.append(contentsOf: bytes.prefix(wanted))
                isEnough = answer.body.count == prefix
                return !isEnough
            }
            return true
        } catch  where isEnough {
            return false
        } catch CodingFault.damaged {
            failure = FetchFailure(
                .malformed, "\(host) sent what cannot be read: its \(decoder.description) data is damaged.")
            return false
        } catch {
            return refuse()
        }
    }

    /// Whether the header names a body beyond the limit, of which more than the beginning is wanted.
    private var announcesTooMuch: Bool {
        guard prefix == nil, answer.headers["transfer-encoding"] == nil,
            let length = answer.headers["content-length"].flatMap({ Double($0) })
        else { return false }
        return length > Double(limits.bodyBytes)
    }

    private mutating func refuse() -> Bool {
        failure = FetchFailure(
            .tooLarge,
            "The page of \(host) is larger than \(limits.bodyBytes) bytes after decompression, which is the limit.")
        return false
    }

    /// The answer, once all of it has come. A body that ends in the middle of its compression was cut off on the way.
    mutating func finish(status: Int) throws(FetchFailure) -> ExchangeAnswer {
        if let decoder, !decoder.isComplete, !isEnough {
            throw FetchFailure(
                .malformed, "The page of \(host) was cut off: its \(decoder.description) data has no end.")
        }
        answer.status = status
        return answer
    }

    private mutating func add(_ name: String, _ value: String) {
        lastField = name
        if name == "set-cookie" { answer.cookies.append(value) }
        answer.headers[name] = answer.headers[name].map { $0 + ", " + value } ?? value
    }

    /// A line that begins with a blank goes on with the field before it.
    private mutating func continueField(_ value: String) {
        guard let lastField, let begun = answer.headers[lastField] else { return }
        answer.headers[lastField] = begun + " " + value
    }

    /// Without the blanks and the line end around it.
    private func trimmed(_ text: Substring) -> String {
        let head = text.utf8.drop(while: \.isSpace)
        return head.lastIndex { !$0.isSpace }.map { String(text[head.startIndex...$0]) } ?? ""
    }
}
