import ArgumentParser
import Foundation

/// Measures what dico promises about speed and memory, each figure beside the reference that it is judged by.
///
///     make bench
@main
struct Bench: AsyncParsableCommand {
    enum Row: String, CaseIterable, ExpressibleByArgument {
        case cache, extraction, growth, network, scale, pace, waits, answers, kept, gateway
    }

    @Option(help: ArgumentHelp("The program to measure, a release build.", valueName: "file"))
    var dico = ".build/release/dico"

    @Option(help: ArgumentHelp("Where kafka_echo.c and parse_peers.py lie.", valueName: "dir"))
    var references = "../shared/bench"

    @Option(help: ArgumentHelp("Saved pages: LANGUAGE/SOURCE/WORD.html.", valueName: "dir"))
    var pages = "../shared/pages"

    @Option(help: ArgumentHelp("A Python that has what parse_peers.py imports.", valueName: "file"))
    var python = ".venv/bin/python"

    @Option(help: "How often the messaging row is measured; the median counts.")
    var rounds = 3

    @Option(help: ArgumentHelp("Write the table to this file too.", valueName: "file"))
    var output: String?

    @Argument(help: "The rows to measure; all where none is named.")
    var rows: [Row] = []

    func run() async throws {
        let place = Place(dico: dico, references: references, pages: pages, python: python)
        var report = Report()
        let chosen = rows.isEmpty ? Row.allCases : rows
        for row in chosen {
            FileHandle.standardError.write(Data("measuring \(row.rawValue)\n".utf8))
            do {
                report.add(try await figures(of: row, in: place))
            } catch {
                report.add([.missing(row.rawValue, because: error)])
            }
        }
        print(report.text)
        if let output { try report.page(of: place).write(toFile: output, atomically: true, encoding: .utf8) }
        if report.isShort { throw ExitCode.failure }
    }

    private func figures(of row: Row, in place: Place) async throws -> [Figure] {
        switch row {
        case .cache: try await CacheRow(place: place, rounds: rounds).measure()
        case .extraction: try await ExtractionRow(place: place).measure()
        case .growth: try GrowthRow().measure()
        case .network: try await NetworkRow(place: place).measureOne()
        case .scale: try await NetworkRow(place: place).measureScale()
        case .pace: try await FlowRow(place: place).measurePace()
        case .waits: try await FlowRow(place: place).measureWaits()
        case .answers: try await AnswersRow(place: place).measurePages()
        case .kept: try await AnswersRow(place: place).measureKept()
        case .gateway: try await GatewayRow(place: place).measure()
        }
    }
}

/// Where things lie.
struct Place: Sendable {
    let dico: String
    let references: String
    let pages: String
    let python: String

    /// A reference by its file name; nil where it is absent.
    func reference(_ name: String) -> String? {
        let path = "\(references)/\(name)"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }
}
