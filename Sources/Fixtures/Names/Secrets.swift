import Foundation

/// Takes what only the person who asked should have out of what is recorded: keys, tokens, numbers of sessions.
enum Secrets {
    /// Bounded on both sides: a page may have a run of letters of any length, and each start in it would read it again.
    private static let names =
        "(?:[\\w.-]{0,64}(?:token|secret|passw|session|csrf|api_?key|auth)[\\w.-]{0,64}|sid|sig|key|jsessionid|phpsessid)"

    /// What stands in place of a secret.
    private static let blank = "redacted"

    private static let patterns: [(NSRegularExpression, String)] = [
        // In an address: ?token=…, ;jsessionid=…
        ("([?&;](?:amp;)?\(names)=)[^&#?\"'\\s<>;]+", "$1\(blank)"),
        // In a script: "csrfToken":"…"
        ("(\"\(names)\"\\s*:\\s*\")[^\"\\n]{1,400}(\")", "$1\(blank)$2"),
        // A hidden field of a form.
        ("(<input\\b[^<>]{0,200}\\bname=[\"']\(names)[\"'][^<>]{0,200}\\bvalue=[\"'])[^\"'<>]+", "$1\(blank)"),
        ("(<meta\\b[^<>]{0,200}\\bname=[\"']\(names)[\"'][^<>]{0,200}\\bcontent=[\"'])[^\"'<>]+", "$1\(blank)"),
    ].compactMap { pattern, template in
        (try? NSRegularExpression(pattern: pattern, options: .caseInsensitive)).map { ($0, template) }
    }

    /// `text`, an address or a page, without them.
    static func removed(from text: String) -> String {
        patterns.reduce(text) { text, pattern in
            pattern.0.stringByReplacingMatches(
                in: text, range: NSRange(text.startIndex..., in: text), withTemplate: pattern.1)
        }
    }

    /// The bytes of a page without them; a page that is not UTF-8 stays as it is.
    static func removed(from body: [UInt8]) -> [UInt8] {
        guard let text = String(validating: body, as: UTF8.self) else { return body }
        let bare = removed(from: text)
        return bare == text ? body : Array(bare.utf8)
    }
}
