internal import CLibxml2
import Lexicon

/// An element that a reader sees as text although it has none: a formula, or the picture of a sign.
enum Sign {
    /// In TeX, without what only says how large it is set.
    case formula(String)
    /// What a picture within a sentence stands for.
    case picture(String)

    /// Nil for any other element, and for a picture that shows something: photographs, icons, flags.
    @inline(__always) init?(_ element: NodePointer) {
        guard let name = element.pointee.name else { return nil }
        if name[0] == UInt8(ascii: "m"), name.equals("math") {
            self.init(math: element)
        } else if name[0] == UInt8(ascii: "i"), name.equals("img") {
            self.init(picture: element)
        } else {
            return nil
        }
    }

    /// Nil where its source is not told: then its parts are read as they stand.
    private init?(math: NodePointer) {
        guard
            let source = math.attribute("alttext").map({ String(cString: $0).streamSafe }) ?? Self.annotation(in: math)
        else {
            return nil
        }
        let formula = Self.bare(source)
        if formula.isEmpty { return nil }
        self = .formula(formula)
    }

    private init?(picture: NodePointer) {
        guard let alt = picture.attribute("alt"), alt.pointee != 0 else { return nil }
        let text = String(cString: alt).streamSafe
        if let wrapper = Self.wrapper(of: text) {
            self = .formula(Self.bare(text, without: wrapper))
        } else if picture.attribute("class").map({ String(cString: $0).contains("math") }) == true {
            self = .formula(Self.bare(text))
        } else if Self.isSign(text) {
            self = .picture(text)
        } else {
            return nil
        }
    }

    // MARK: Formulas

    private static func annotation(in math: NodePointer) -> String? {
        var node: NodePointer? = math
        while let next = node?.next(inside: math) {
            if next.isElement, next.pointee.name?.equals("annotation") == true,
                next.attribute("encoding")?.equals("application/x-tex") == true
            {
                return next.pointee.children?.pointee.content.map { String(cString: $0).streamSafe }
            }
            node = next
        }
        return nil
    }

    private static let wrappers = ["{\\displaystyle", "{\\textstyle", "{\\scriptstyle"]

    private static func wrapper(of source: String) -> String? {
        wrappers.first { source.drop(while: \.isWhitespace).hasPrefix($0) }
    }

    /// `n^{2}` of `{\displaystyle n^{2}}`.
    private static func bare(_ source: String, without wrapper: String? = nil) -> String {
        let text = source.trimmingWhiteSpace
        guard let wrapper = wrapper ?? Self.wrapper(of: text), text.hasSuffix("}") else { return text }
        return text.dropFirst(wrapper.count).dropLast().trimmingWhiteSpace
    }

    // MARK: Pictures

    private static let longestSign = 4

    /// A sign's name is the sign itself. Words, codes and file names describe what is to be seen; loudspeakers and flags
    /// are there to be clicked on or to adorn.
    private static func isSign(_ text: String) -> Bool {
        let text = text.trimmingWhiteSpace
        return !text.isEmpty && text.count <= longestSign
            && !text.unicodeScalars.contains { scalar in
                scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
                    || ornaments.contains { $0.contains(scalar) } || scalar.properties.isWhitespace
            }
    }

    private static let ornaments: [ClosedRange<Unicode.Scalar>] = [
        "\u{1F1E6}"..."\u{1F1FF}", "\u{1F507}"..."\u{1F50A}", "\u{25B6}"..."\u{25B6}", "\u{25BA}"..."\u{25BA}",
    ]
}

extension StringProtocol {
    fileprivate var trimmingWhiteSpace: String {
        let head = drop(while: \.isWhitespace)
        return String(head.reversed().drop(while: \.isWhitespace).reversed())
    }
}
