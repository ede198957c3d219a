extension Unicode.Scalar {
    package var isControl: Bool { properties.generalCategory == .control }

    /// `U+001B (ESCAPE)`: as Unicode has it, and what people call it where they have a name for it.
    package var controlName: String {
        let digits = String(value, radix: 16, uppercase: true)
        let code = "U+" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
        let name =
            value == 0x7F
            ? "DELETE" : Self.controlNames.indices.contains(Int(value)) ? Self.controlNames[Int(value)] : ""
        return name.isEmpty ? code : "\(code) (\(name))"
    }

    /// Unicode's own aliases; the characters themselves have no names.
    private static let controlNames = [
        "NULL", "START OF HEADING", "START OF TEXT", "END OF TEXT", "END OF TRANSMISSION", "ENQUIRY", "ACKNOWLEDGE",
        "ALERT",
        "BACKSPACE", "CHARACTER TABULATION", "LINE FEED", "LINE TABULATION", "FORM FEED", "CARRIAGE RETURN",
        "SHIFT OUT",
        "SHIFT IN", "DATA LINK ESCAPE", "DEVICE CONTROL ONE", "DEVICE CONTROL TWO", "DEVICE CONTROL THREE",
        "DEVICE CONTROL FOUR", "NEGATIVE ACKNOWLEDGE", "SYNCHRONOUS IDLE", "END OF TRANSMISSION BLOCK", "CANCEL",
        "END OF MEDIUM", "SUBSTITUTE", "ESCAPE", "INFORMATION SEPARATOR FOUR", "INFORMATION SEPARATOR THREE",
        "INFORMATION SEPARATOR TWO", "INFORMATION SEPARATOR ONE",
    ]
}

extension String.UnicodeScalarView {
    /// The first control character; the white space around a text is none of it, as a line's own end is.
    var firstControlWithin: Unicode.Scalar? {
        guard let end = lastIndex(where: { !$0.properties.isWhitespace }) else { return nil }
        return self[...end].drop(while: \.properties.isWhitespace).first(where: \.isControl)
    }
}
