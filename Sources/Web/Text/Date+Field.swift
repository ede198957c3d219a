import CLibcurl
import Foundation

extension Date {
    /// As a header field has it: in the forms of HTTP, with or without a day of the week, or in that of ISO 8601; nil for
    /// anything else. Of two dates in one field the first.
    init?(inField text: String) {
        if let date = try? Date(text, strategy: .iso8601) {
            self = date
            return
        }
        guard text.contains(where: \.isNumber), text.contains(where: \.isLetter) else { return nil }
        let end = text.firstRange(of: "GMT")?.upperBound ?? text.endIndex
        let moment = curl_getdate(String(text[..<end]), nil)
        guard moment != -1 else { return nil }
        self.init(timeIntervalSince1970: Double(moment))
    }
}
