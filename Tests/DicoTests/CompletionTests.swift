import Foundation
import TestSupport
import Testing

/// What bash puts behind the cursor. `make test-package` asks zsh and fish, too, and presses the keys.
@Suite struct Completions {
    /// What may stand in place of the last of `words`.
    private func candidates(_ words: String...) async throws -> [String] {
        let program = DicoProcess.Program.dico.url
        let line = words.joined(separator: " ")
        let script = """
            PATH=\(program.deletingLastPathComponent().path):$PATH
            source <(dico --generate-completion-script bash)
            COMP_WORDS=(\(words.map { "'\($0)'" }.joined(separator: " "))) COMP_CWORD=\(words.count - 1)
            COMP_LINE='\(line)' COMP_POINT=\(line.count)
            _dico dico '\(words[words.count - 1])' '\(words[words.count - 2])'
            printf '%s\\n' "${COMPREPLY[@]}"
            """
        let ended = try await DicoProcess.run(
            "-c", script, program: .at(URL(fileURLWithPath: "/bin/bash")))
        #expect(ended.code == 0, "\(ended.errors)")
        return ended.outputLines
    }

    @Test func `languages are those of the manifests that the line names`() async throws {
        #expect(try await candidates("dico", "lookup", "--language", "f") == ["fi", "fr"])
        let own = "Examples/providers-repository/providers"
        #expect(try await candidates("dico", "lookup", "--providers", own, "--language", "") == ["eo"])
        #expect(try await candidates("dico", "providers", "check", "f") == ["fi", "fr"])
    }

    @Test func `sources are those of the language that was named`() async throws {
        #expect(
            try await candidates("dico", "lookup", "--language", "fr", "--source", "") == ["wiktionary", "lerobert"])
        #expect(try await candidates("dico", "lookup", "--source", "du") == ["duden"])
    }

    @Test func `topics are those that requests and answers travel on`() async throws {
        #expect(
            try await candidates("dico", "dead-letters", "list", "--topic", "dictionary-bulk-f")
                == ["dictionary-bulk-fi", "dictionary-bulk-fr"])
    }

    @Test func `a wrong manifest completes nothing and says nothing`() async throws {
        #expect(try await candidates("dico", "lookup", "--providers", "/nowhere", "--language", "f") == [])
    }
}
