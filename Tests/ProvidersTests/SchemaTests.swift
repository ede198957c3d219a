import Foundation
import Providers
import TestSupport
import Testing

/// `providers/provider.schema.json`, by which editors complete and check manifests, says what the loader says.
@Suite struct ManifestSchema {
    private struct Case {
        var title: String
        var manifest: String
        var isRight: Bool

        init(title: String, manifest: String, isRight: Bool) {
            (self.title, self.manifest, self.isRight) = (title, manifest, isRight)
        }

        init(_ edit: Edit, isRight: Bool) throws {
            self.init(title: edit.testDescription, manifest: try edit.manifest(), isRight: isRight)
        }
    }

    @Test func `the loader and the schema agree on what is a manifest`() async throws {
        var cases = try Self.repositoryManifests()
        cases += try Self.exampleManifests() + Self.shapes()
        cases.append(Case(title: "the guide's Italian", manifest: try Guide.italian(), isRight: true))
        cases += try Edit.right.map { try Case($0, isRight: true) }
        cases += try Edit.wrong.map { try Case($0, isRight: false) }
        let found = try await Self.schemaFaults(in: cases.map(\.manifest))
        try #require(found.count == cases.count)
        for (sample, faults) in zip(cases, found) {
            let loaded = Self.loaderFaults(in: sample.manifest)
            #expect((loaded == nil) == sample.isRight, "the loader on \(sample.title): \(loaded ?? "accepted")")
            #expect(faults.isEmpty == sample.isRight, "the schema on \(sample.title): \(faults)")
        }
    }

    @Test(arguments: Edit.wrongForTheLoader)
    func `what no schema can tell the loader refuses`(edit: Edit) throws {
        #expect(Self.loaderFaults(in: try edit.manifest()) != nil)
    }

    @Test func `every key of the schema is explained, and no other is allowed beside them`() throws {
        let schema = try JSONSerialization.jsonObject(with: Data(contentsOf: Self.file))
        var keys = 0
        Self.visit(schema) { object in
            guard let properties = object["properties"] as? [String: [String: Any]] else { return }
            #expect(object["additionalProperties"] as? Bool == false, "\(properties.keys.sorted())")
            for (key, value) in properties {
                keys += 1
                #expect(value["description"] != nil || value["$ref"] != nil, "\(key)")
            }
        }
        #expect(keys > 100)
    }

    // MARK: Both judges

    private static let file = URL(fileURLWithPath: Repository.providers).appending(path: "provider.schema.json")

    /// Nil for a manifest that is accepted.
    private static func loaderFaults(in manifest: String) -> String? {
        do {
            _ = try Manifests(["tl": manifest]).catalogue(over: ScriptedFetcher(pages: [:]))
            return nil
        } catch {
            return "\(error)"
        }
    }

    /// What a validator of JSON Schema finds: one run of it for all manifests.
    private static func schemaFaults(in manifests: [String]) async throws -> [[String]] {
        let python = Repository.folder.appending(path: ".venv/bin/python")
        try #require(FileManager.default.isExecutableFile(atPath: python.path), "`make deps-test` installs it")
        let task = try temporaryDirectory().appending(path: "task.json")
        let schema = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
        try JSONSerialization.data(withJSONObject: ["schema": schema, "manifests": manifests]).write(to: task)
        let script = Repository.folder.appending(path: "Tests/ProvidersTests/validate_manifests.py")
        let ended = try await DicoProcess.run(script.path, task.path, program: .python)
        return try JSONDecoder().decode([[String]].self, from: Data(ended.output.utf8))
    }

    private static func repositoryManifests() throws -> [Case] { try manifests(in: Repository.providers) }

    private static func exampleManifests() throws -> [Case] {
        try manifests(in: Repository.folder.appending(path: "Examples/manifests").path)
    }

    /// The settings of each shape in the guide, as those of a source.
    private static func shapes() throws -> [Case] {
        try Guide.shapes().map { chapter in
            let settings = try #require(Guide.blocks("yaml", in: chapter).first)
            let source = settings.split(separator: "\n").map { "    \($0)" }.joined(separator: "\n")
            let manifest = """
                language: tl
                name: Testish
                sources:
                  - id: site
                    name: Site
                    url: https://site.example/{word}
                \(source)
                """
            return Case(title: String(chapter.prefix(60)), manifest: manifest, isRight: true)
        }
    }

    private static func manifests(in folder: String) throws -> [Case] {
        let codes = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        return try codes.compactMap { code in
            let path = "\(folder)/\(code)/provider.yaml"
            guard FileManager.default.fileExists(atPath: path) else { return nil }
            return Case(title: path, manifest: try String(contentsOfFile: path, encoding: .utf8), isRight: true)
        }
    }

    private static func visit(_ value: Any, _ look: ([String: Any]) -> Void) {
        if let object = value as? [String: Any] {
            look(object)
            // Conditions name keys that are explained elsewhere.
            for (key, member) in object where !["if", "then", "else", "not", "wholeExtract"].contains(key) {
                visit(member, look)
            }
        } else if let elements = value as? [Any] {
            for element in elements { visit(element, look) }
        }
    }
}
