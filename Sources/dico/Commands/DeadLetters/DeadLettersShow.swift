import ArgumentParser
import Worker

struct DeadLettersShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Show all that dead letters hold.",
        discussion: """
            What is not text is shown in hexadecimal, and in Base64 with --json.

            Exit code: 0 all shown, 1 some are not there.

              dico dead-letters show 0:17 2:3
            """)

    @Flag(name: [.short, .long], help: "Print each letter as a line of JSON.")
    var json = false

    @OptionGroup var color: ColorOptions
    @OptionGroup var letters: LetterOptions

    @Argument(help: ArgumentHelp("The letters' places.", valueName: "partition:offset"))
    var places: [DeadLetter.Place]

    func validate() throws {
        if json { try GivenOptions.refuse(ColorOptions.names, "with --json") }
    }

    func run() async throws {
        let found = try await letters.topic().letters(DeadLetterChoice(places: Set(places)))
        for letter in found.letters {
            say(json ? letter.json(.everything) : LetterText(letter: letter, style: color.style()).text)
        }
        for line in found.missing { complain("dico: \(line)") }
        if !found.missing.isEmpty { throw ExitCode.failure }
    }
}
