/// How numbers of senses are written in front of a text, in the forms that a manifest lists: `[1]`, `(1.1)`, `1.`, `1)`,
/// `De 1:`. The number in a form stands for any number, and for any list of them.
struct NumberMarks: Sendable {
    private struct Form: Sendable {
        /// In lower case.
        let opening: String
        let closing: String

        init?(_ text: String) {
            guard let start = text.firstIndex(of: "1") else { return nil }
            var end = text.index(after: start)
            while text[end...].hasPrefix(".1") { end = text.index(end, offsetBy: 2) }
            opening = text[..<start].lowercased()
            closing = String(text[end...])
        }
    }

    /// Characters that a mark takes at most.
    private static let longest = 80

    private let forms: [Form]
    private let joiningWords: Set<String>

    var isEmpty: Bool { forms.isEmpty }

    /// - Parameter forms: Those without a "1" are left out.
    init(_ forms: [String], joiningWords: Set<String> = []) {
        self.forms = forms.compactMap(Form.init)
        self.joiningWords = joiningWords
    }

    static let none = NumberMarks([])
    static let inSquareBrackets = NumberMarks(["[1]"])

    static func isForm(_ text: String) -> Bool { Form(text) != nil }

    /// Takes the mark off the head of `text`, and returns the names of the senses in it; nil where there is none.
    func take(off text: inout Substring) -> [String]? {
        for form in forms {
            guard let (names, rest) = names(in: text, by: form) else { continue }
            text = rest.drop(while: \.isWhitespace)
            return names
        }
        return nil
    }

    private func names(in text: Substring, by form: Form) -> ([String], rest: Substring)? {
        let text = text.drop(while: \.isWhitespace)
        guard text.prefix(form.opening.count).lowercased() == form.opening else { return nil }
        let inside = text.dropFirst(form.opening.count).prefix(Self.longest)
        if form.closing.isEmpty {
            let number = inside.prefix { !$0.isWhitespace }
            guard number.first?.isNumber == true else { return nil }
            return names(number).map { ($0, text[number.endIndex...]) }
        }
        // Without a bracket in front, a letter begins a word.
        guard !form.opening.isEmpty || inside.first?.isNumber == true else { return nil }
        // The farthest end that there is: the mark of "2.1. x" is "2.1.".
        var found: ([String], rest: Substring)?
        var start = inside.startIndex
        while let end = inside[start...].firstRange(of: form.closing) {
            let rest = text[end.upperBound...]
            let goesOn = form.closing != "]" && (rest.first.map { $0.isNumber && $0.isASCII } ?? false)
            if !goesOn, let names = names(inside[..<end.lowerBound]) { found = (names, rest) }
            start = end.upperBound
        }
        return found
    }

    /// "1, 2", or "1 (of a door)".
    private func names(_ inside: Substring) -> [String]? {
        var list = inside
        if list.hasSuffix(")"), let note = list.lastIndex(of: "(") { list = list[..<note] }
        while list.last?.isWhitespace == true { list.removeLast() }
        let names = SenseNumbers.names(in: list, joiningWords: joiningWords)
        return names.isEmpty ? nil : names
    }
}

extension ManifestSection {
    /// The forms at `key`, a text or a list of them; `otherwise` where it is absent.
    func numberMarks(
        _ key: String, joiningWords: Set<String> = [], otherwise: NumberMarks = .none
    ) -> NumberMarks {
        guard value(key) != nil else { return otherwise }
        let forms = texts(key)
        for form in forms where !NumberMarks.isForm(form) {
            fault(key, "expected a mark as the first sense has it, such as \"(1)\" or \"1.\", found \"\(form)\"")
        }
        return NumberMarks(forms, joiningWords: joiningWords)
    }
}
