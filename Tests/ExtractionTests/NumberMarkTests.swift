import Testing

@testable import Extraction

@Suite struct NumbersOfSenses {
    private func take(_ text: String, _ forms: String...) -> (names: [String], rest: String)? {
        var rest = text[...]
        return NumberMarks(forms, joiningWords: ["and"]).take(off: &rest).map { ($0, String(rest)) }
    }

    @Test(arguments: [
        ("[1]", "[1] x", ["1"]), ("[1]", "[1, 2] x", ["1", "2"]), ("[1]", "[1–3] x", ["1", "2", "3"]),
        ("[1]", "[2a] x", ["2a"]), ("[1]", "[1a, b] x", ["1a", "1b"]), ("[1]", "[*] x", ["*"]),
        ("[1]", "[2 and 3] x", ["2", "3"]), ("(1.1)", "(1.1) x", ["1.1"]), ("(1.1)", "(1.1,2) x", ["1.1", "1.2"]),
        ("(1.1)", "(1.1-2) x", ["1.1", "1.2"]), ("(1.1)", "(1) x", ["1"]),
        ("(1.1)", "(1-2, 3.1) x", ["1", "2", "3.1"]),
        ("(1.1)", "(1.1, 2.1) x", ["1.1", "2.1"]), ("1.", "12. x", ["12"]), ("1.", "2.1. x", ["2.1"]),
        ("1)", "10) x", ["10"]), ("1:", "1: x", ["1"]), ("De 1:", "De 2 (a door): x", ["2"]),
        ("De 1:", "de 1, 2: x", ["1", "2"]),
        ("1", "3 x", ["3"]),
    ])
    func `a mark names the senses in it`(form: String, text: String, names: [String]) {
        let taken = take(text, form)
        #expect(taken?.names == names)
        #expect(taken?.rest == "x")
    }

    @Test(arguments: [
        ("1.", "1. A. b", ["1"], "A. b"), ("1.", "1.A. b", ["1.A"], "b"), ("1.", "2.1. A. b", ["2.1"], "A. b"),
        ("1.", "1. A, B. c", ["1"], "A, B. c"), ("1)", "1) a) b", ["1"], "a) b"),
        ("1.", "1, 2. D. e", ["1", "2"], "D. e"),
    ])
    func `a letter behind a mark begins the text`(form: String, text: String, names: [String], rest: String) {
        let taken = take(text, form)
        #expect(taken?.names == names)
        #expect(taken?.rest == rest)
    }

    @Test(arguments: [
        ("1.", "1.5 metres"), ("1.", "x 1. y"), ("(1)", "(a long note) x"), ("[1]", "[sic] x"), ("1)", "1 x"),
        ("1.", "a. x"),
        ("De 1:", "De casa: x"), ("1:", "at 10: x"),
    ])
    func `what is no number in front is text`(form: String, text: String) {
        #expect(take(text, form) == nil)
    }
}
