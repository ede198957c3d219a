import ArgumentParser
import Web

/// What a site may send, and how long it may take.
struct FetchOptions: ParsableArguments {
    private static let limits = FetchLimits()

    @Option(help: ArgumentHelp("Largest page, after decompression.", valueName: "bytes"))
    var maxPage = Settings.value("max-page", default: limits.bodyBytes)

    @Option(help: ArgumentHelp("How long a site may take to its first byte.", valueName: "seconds"))
    var firstByteTimeout = Settings.value("first-byte-timeout", default: 10.0)

    @Option(help: ArgumentHelp("How long a site may take for a page.", valueName: "seconds"))
    var pageTimeout = Settings.value("page-timeout", default: 20.0)

    @Option(help: "Redirects of one page.")
    var maxRedirects = Settings.value("max-redirects", default: limits.redirects)

    func validate() throws {
        guard maxPage > 0 else { throw ValidationError("--max-page is \(maxPage): expected at least 1.") }
        guard (0...50).contains(maxRedirects) else {
            throw ValidationError("--max-redirects is \(maxRedirects): expected 0 to 50.")
        }
        for (option, seconds) in [("--first-byte-timeout", firstByteTimeout), ("--page-timeout", pageTimeout)] {
            guard seconds > 0, seconds <= 3_600 else {
                throw ValidationError("\(option) is \(seconds): expected seconds, above 0 and at most 3600.")
            }
        }
    }

    var limits: FetchLimits {
        FetchLimits(
            bodyBytes: maxPage, firstByte: .seconds(firstByteTimeout), page: .seconds(pageTimeout),
            redirects: maxRedirects)
    }
}
