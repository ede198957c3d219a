import ArgumentParser
import Extraction
import Foundation
import FuzzSupport

/// Reads damaged pages of every source, and counts what must not be.
@main
struct Fuzz: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fuzz",
        abstract: "Read damaged pages of every source, and count crashes, hangs and memory.",
        discussion: """
            Each page is made from a number and a recorded page, and is read in a process of its own kind, which a \
            crash may end. What went wrong is kept as a page, to be read again with `dico extract`. Exit code 0 says \
            that nothing did.
            """)

    @Option(help: "How long, in seconds.")
    var seconds = 60.0

    @Option(help: "The number of the first page.")
    var first: UInt64 = UInt64.random(in: 0...UInt64(UInt32.max))

    @Option(help: ArgumentHelp("CPU time that reading a page may take.", valueName: "seconds"))
    var budget = 2.0

    @Option(help: ArgumentHelp("CPU time that it takes beyond that before it counts as a hang.", valueName: "seconds"))
    var margin = 1.0

    @Option(help: ArgumentHelp("Memory that reading may take.", valueName: "MB"))
    var memory = 300

    @Option(help: ArgumentHelp("Where pages that went wrong are kept.", valueName: "dir"))
    var output = ".fuzz"

    @Option(help: ArgumentHelp("The folder of manifests.", valueName: "dir"))
    var providers = "providers"

    @Option(help: ArgumentHelp("The folder of recorded pages.", valueName: "dir"))
    var fixtures = "fixtures"

    @Flag(help: .hidden)
    var reads = false

    @Flag(help: .hidden)
    var dear = false

    func run() throws {
        let trials = try Trials(
            providers: providers, fixtures: fixtures, limits: ReadingLimits(cpuTime: .seconds(budget)))
        if reads { return try read(trials) }
        print("from page \(first)")
        let end = Date(timeIntervalSinceNow: seconds)
        var (next, read, findings) = (first, 0, 0)
        while Date() < end {
            let reader = try Reader(
                self, from: next, until: end, longest: Self.longest(budget: budget))
            let (last, fault) = reader.finish()
            read += Int(last - next) + 1
            if let fault {
                findings += 1
                try keep(trials.page(last), last, fault)
            }
            next = last + 1
        }
        print("\(read) pages read, \(findings) went wrong")
        if findings > 0 { throw ExitCode.failure }
    }

    /// By the clock on the wall, which other programs take turns of: what goes beyond it may never end.
    private static func longest(budget: Double) -> Double { 2 * budget + 8 }

    private func keep(_ page: SeedPage, _ number: UInt64, _ fault: String) throws {
        try FileManager.default.createDirectory(atPath: output, withIntermediateDirectories: true)
        let file = "\(output)/\(number)-\(page.language)-\(page.source).page"
        try Data(page.body).write(to: URL(fileURLWithPath: file))
        print("\(fault): \(page.language)/\(page.source) \"\(page.word)\", \(file)")
    }

    /// Reads until the time is over, or each page that is made to be dear, naming each on the standard output before it is
    /// read.
    private func read(_ trials: Trials) throws {
        if dear { return try DearPage.allCases.forEach { try read($0.seed, named: $0.rawValue, trials) } }
        let end = Date(timeIntervalSinceNow: seconds)
        var number = first
        repeat {
            try read(trials.page(number), named: "\(number)", trials)
            number += 1
        } while Date() < end
    }

    private func read(_ page: SeedPage, named name: String, _ trials: Trials) throws {
        FileHandle.standardOutput.write(Data("\(name)\n".utf8))
        let cost = try trials.read(page)
        // The budget is looked at between steps: parsing, and writing the reply, come on top.
        guard cost <= .seconds(budget + margin) else { throw ExitCode(Reader.tooMuchTime) }
        guard Self.peakMegabytes <= memory else { throw ExitCode(Reader.tooMuchMemory) }
    }

    /// By `/proc`: what `getrusage` tells begins with the memory of the process that started this one.
    private static var peakMegabytes: Int {
        let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
        return status.firstMatch(of: #/VmHWM:\s+([0-9]+) kB/#).flatMap { Int($0.1) }.map { $0 / 1024 } ?? .max
    }
}
