import Foundation

/// Moments as texts: RFC 3339, in UTC.
package enum RFC3339 {
    /// With thousandths of a second.
    package static let precise = Date.ISO8601FormatStyle(includingFractionalSeconds: true)

    /// The moment that `text` means, with or without fractions of a second; nil where it is none.
    package static func date(_ text: String) -> Date? {
        (try? Date(text, strategy: .iso8601)) ?? (try? Date(text, strategy: precise))
    }
}
