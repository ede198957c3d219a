import Testing

@testable import Extraction

@Suite struct JSONPaths {
    private func texts(_ path: String, in body: String) throws -> [String] {
        let value = try #require(try JSONValue(Array(body.utf8)))
        return try #require(JSONPath(path)).places(from: JSONPlace(value)).compactMap(\.value.text)
    }

    private static let body = """
        {"a": [{"k": "x", "b": [{"t": "1"}, {"t": "2"}]}, {"k": "y", "b": {"t": ["3", null, "4"]}}], "n": 5, "e": []}
        """

    @Test(arguments: [
        ("a.b.t", ["1", "2", "3", "4"]), ("a.k", ["x", "y"]), ("a[0].b.t", ["1", "2"]), ("a[k=y].b.t", ["3", "4"]),
        ("a.b[1].t", ["2"]), ("*.k", ["x", "y"]), ("a.b.^.k", ["x", "y"]), ("a.b.^.^.n", ["5", "5"]),
        ("n", ["5"]), ("a[0][k=x].k", ["x"]), ("a[.=x]", []), ("a[b.t=2].k", ["x"]), ("a[k=].k", []),
        ("z", []), ("a.z.t", []), ("e", []), ("a.b.^.^.^.n", []),
    ])
    func `a path leads on, up, and to some of a list`(path: String, found: [String]) throws {
        #expect(try texts(path, in: Self.body) == found)
    }

    @Test(arguments: [
        "a[", "a[x]", "a[-1]", "a]", "]", "a[=x]", "a[b..c=x]", "..", ".a", "a.", "a..b", "a.[0]", "a[0]b", "a[0]]", "",
    ])
    func `a bracket holds a number or a condition, and each dot is between two keys`(path: String) {
        #expect(JSONPath(path) == nil)
    }

    @Test func `a dot is the value itself`() throws {
        #expect(try texts(".", in: #"["a", ["b"]]"#) == ["a", "b"])
    }
}

@Suite struct CostOfJSON {
    @Test func `texts without end are read until the time is up`() throws {
        let value = try #require(try JSONValue(Array("[\(String(repeating: "\"a\",", count: 20))\"a\"]".utf8)))
        let field = JSONField(paths: [try #require(JSONPath("."))])
        let (none, some) = (ReadingLimits(cpuTime: .zero), ReadingLimits(cpuTime: .seconds(3_600)))
        #expect(try field.texts(at: JSONPlace(value), without: [], ReadingBudget(some)).count == 21)
        #expect(throws: ReadingExcess.cpuTime(.zero)) {
            try field.texts(at: JSONPlace(value), without: [], ReadingBudget(none))
        }
        #expect(throws: ReadingExcess.cpuTime(.zero)) {
            try field.texts(around: JSONPlace(value), without: [], ReadingBudget(none))
        }
    }
}

@Suite struct MissesInJSON {
    private static let settings = """
        not_found: [{empty: entries}, {path: error, says: none}, {path: "*.t", no_path: entries}]
        extract: {json: {entries: entries, senses: senses, definition: t}}
        """

    @Test(arguments: [
        (#"{"entries": []}"#, "not_found"), (#"{"error": "none here"}"#, "not_found"),
        (#"{"fr": [{"t": "x"}]}"#, "not_found"),
        (#"{"error": "down"}"#, "markup_changed"), (#"{"words": 1}"#, "markup_changed"), ("[]", "markup_changed"),
        ("<p>", "markup_changed"),
        (#"{"entries": [{"senses": [{"t": "x"}]}]}"#, "found"), (#"{"entries": {"senses": {"t": "x"}}}"#, "found"),
    ])
    func `an answer that says so is a miss, and one in another form has changed`(body: String, outcome: String) throws {
        #expect(try PageRules(yaml: Self.settings).judge(body, word: "mot").outcome.rawValue == outcome)
    }
}
