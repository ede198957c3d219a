import Answers
import ArgumentParser
import Client
import Foundation

struct AnswersImport: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Keep answers that were exported.",
        discussion: """
            Where an answer to the same word by the same source is newer, it stays. Lines that are no answers are told \
            and passed over. Exit code: 0, 1 where some were passed over, 66 no such file.

              dico answers import answers.jsonl --answers /var/lib/dico
            """)

    private static let batch = 500

    @OptionGroup var place: ArchiveOptions

    @Argument(help: "The file; - is standard input.", completion: .file())
    var file: String

    func run() async throws {
        let archive = try place.archive()
        var lines = LineReader(try input(), longest: AnswerLine.longest)
        var (number, kept, refused) = (0, 0, 0)
        var batch: [(AnswerKey, SourceAnswer)] = []
        while let line = try next(&lines) {
            number += 1
            guard !line.allSatisfy(\.isJSONSpace) else { continue }
            do throws(AnswerFault) {
                batch.append(try AnswerLine.answer(decoding: line))
                kept += 1
            } catch {
                refused += 1
                complain("dico: line \(number) \(error)")
            }
            if batch.count == Self.batch {
                try await archive.keep(batch)
                batch = []
            }
        }
        try await archive.keep(batch)
        say("\(kept) read.")
        if refused > 0 { throw ExitCode.failure }
    }

    private func input() throws -> OpenFile {
        if file == "-" { return OpenFile(standard: STDIN_FILENO) }
        do throws(SystemError) {
            return try OpenFile(file, O_RDONLY)
        } catch {
            throw Failure("\(file) cannot be read: \(error.reason)", code: .noInput)
        }
    }

    private func next(_ lines: inout LineReader) throws -> [UInt8]? {
        do {
            return try lines.next().map { Array($0.bytes) }
        } catch is LineReader.TooLong {
            throw Failure("\(file) has a line of more than \(AnswerLine.longest) bytes.", code: .noInput)
        } catch let error as SystemError {
            throw Failure("\(file) cannot be read: \(error.reason)", code: .noInput)
        }
    }
}

extension UInt8 {
    fileprivate var isJSONSpace: Bool { self == 0x20 || self == 0x0D || self == 0x09 }
}
