import Foundation
import Lexicon

extension SourceCredit {
    /// Where the licence that `CC BY-SA 4.0` and its like name can be read; nil for others.
    var licenseAddress: String? {
        let parts = (license ?? "").lowercased().split(separator: " ")
        guard parts.count >= 3, parts[0] == "cc", parts[1].hasPrefix("by") else { return nil }
        return "https://creativecommons.org/licenses/" + parts[1...].joined(separator: "/") + "/"
    }

    /// Its page, where that is one of the web: a link to anything else could run code.
    var webAddress: String? {
        guard let url, let scheme = URL(string: url)?.scheme?.lowercased() else { return nil }
        return ["http", "https"].contains(scheme) ? url : nil
    }
}

extension Pronunciation {
    /// As it is printed: a phonemic transcription stands between slashes.
    var marked: String {
        notation == .ipa ? "/\(text)/" : text
    }
}
