import Foundation
import TestSupport
import Testing

/// What other people's repositories run: the steps of `action.yml`, on a copy of the example of such a repository.
@Suite struct CheckingOtherRepositories {
    private let repository: URL

    init() throws {
        repository = try temporaryDirectory().appending(path: "repository")
        try FileManager.default.copyItem(
            at: Repository.folder.appending(path: "Examples/providers-repository"), to: repository)
    }

    /// Runs them with a dico that is installed already.
    private func action() async throws -> DicoProcess.Ended {
        let steps = try await DicoProcess.run(
            "Tests/DicoTests/action_steps.py", "action.yml", "package=installed", "strict=true", program: .python)
        #expect(steps.code == 0, "\(steps.errors)")
        let path = ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin"
        let programs = DicoProcess.Program.dico.url.deletingLastPathComponent().path
        return try await DicoProcess.run(
            ["-c", steps.output], environment: ["PATH": "\(programs):\(path)"],
            program: .at(URL(fileURLWithPath: "/bin/bash")), in: repository)
    }

    @Test func `the example passes with nothing left unproven`() async throws {
        let ended = try await action()
        #expect(ended.code == 0, "\(ended.output) \(ended.errors)")
        #expect(ended.output.contains("5 recorded pages, all read as expected"))
    }

    @Test func `a page that is read otherwise fails the step`() async throws {
        let manifest = repository.appending(path: "providers/eo/provider.yaml")
        let text = try String(contentsOf: manifest, encoding: .utf8)
        try text.replacing("labels: .fako", with: "labels: .ekzemplo").write(
            to: manifest, atomically: true, encoding: .utf8)
        let ended = try await action()
        #expect(ended.code == 1)
        #expect(ended.output.contains("nubo"))
        let verified = try await DicoProcess.run("fixtures", "verify", "--format", "github", in: repository)
        #expect(verified.code == 1)
        #expect(verified.output.contains("::error file=fixtures/eo/vortaro/nubo/expected.json,line="))
    }
}
