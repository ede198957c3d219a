import Yams

/// The file that `DICO_CONFIG` names. What is wrong with it is told without what stands in it, which may be a password.
enum SettingsFile {
    /// What is wrong with the file's form or its names; nil where nothing is, or where it sets nothing.
    ///
    /// - Throws: `YamlError` where it is no YAML.
    static func fault(in text: String, of path: String) throws -> String? {
        guard let settings = try contents(text) else { return nil }
        guard let settings = settings.mapping else {
            return "\(path) sets nothing: expected names with their values, such as bootstrap-servers: localhost:9092."
        }
        let names = settings.map { name, _ in
            (name.string ?? "", "what stands in \(place(name.mark?.line, name.mark?.column))")
        }
        if let fault = SettingNames.fault(in: names, of: path) { return fault }
        let strange = settings.first {
            $0.value.scalar == nil && !($0.value.sequence?.allSatisfy { $0.scalar != nil } ?? false)
        }
        return strange.map { name, value in
            "\(path): \(name.string ?? "") (\(place(name.mark?.line, name.mark?.column))) is neither a text nor a list of texts."
        }
    }

    /// For messages: the path, but where it may be something else, such as a secret.
    static func name(_ path: String) -> String {
        SecretFile.name(path) ?? (path.hasSuffix(".yaml") || path.hasSuffix(".yml") ? path : "a file")
    }

    /// Whether there is a value: without one, as of comments alone, a file is no document to who reads it.
    static func setsAnything(_ text: String) throws -> Bool { try contents(text) != nil }

    private static func contents(_ text: String) throws -> Node? {
        try Yams.compose(yaml: text).flatMap { $0.null == nil ? $0 : nil }
    }

    /// Why it is no YAML. The error's own description has the line, or all of them.
    static func reason(_ error: YamlError) -> String {
        switch error {
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            "\(problem) (\(place(mark.line, mark.column)))"
        case .reader(let problem, let offset, _, let text):
            "\(problem) (\(place(of: offset, in: text)))"
        case .duplicatedKeysInMapping(_, let context):
            "a name stands there twice (\(place(context.mark.line, context.mark.column)))"
        case .dataCouldNotBeDecoded: "it is no UTF-8"
        default: "it cannot be taken apart"
        }
    }

    /// - Parameter offset: In characters from the beginning.
    private static func place(of offset: Int?, in text: String) -> String {
        let lines = offset.map {
            text.prefix($0).split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        }
        return place(lines?.count, (lines?.last).map { $0.count + 1 })
    }

    private static func place(_ line: Int?, _ column: Int?) -> String {
        guard let line, let column else { return "at an unknown place" }
        return "line \(line), column \(column)"
    }
}
