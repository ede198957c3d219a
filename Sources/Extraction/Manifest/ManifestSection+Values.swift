import Foundation
import Lexicon
import Markup
import Yams

extension ManifestSection {
    /// A text that is not empty; nil where it is absent or wrong.
    package func text(_ key: String) -> String? {
        value(key).flatMap { text(of: $0, key) }
    }

    /// A text that must be there; "" where it is not.
    package func requiredText(_ key: String, expected: String) -> String {
        guard value(key) != nil else {
            missing(key, expected: expected)
            return ""
        }
        return text(key) ?? ""
    }

    /// A text, or a list of them; empty where it is absent.
    package func texts(_ key: String) -> [String] {
        value(key).map { texts(of: $0, key) } ?? []
    }

    /// A text, or a list of them, at a place within the value of `key`.
    package func texts(of node: YAMLNode, _ key: String) -> [String] {
        guard let sequence = node.sequence else { return text(of: node, key).map { [$0] } ?? [] }
        return sequence.enumerated().compactMap { text(of: $1, "\(key)[\($0)]") }
    }

    /// A text of one line that must be there, for people and for logs; "" where it is not.
    package func requiredLine(_ key: String, expected: String) -> String {
        let text = requiredText(key, expected: expected)
        expectLines([text]) { _ in key }
        return text
    }

    /// A text of one line; nil where it is absent or wrong.
    package func line(_ key: String) -> String? {
        let text = text(key)
        expectLines([text].compactMap(\.self)) { _ in key }
        return text
    }

    /// A text of one line, or a list of them; empty where it is absent.
    package func lines(_ key: String) -> [String] {
        let texts = texts(key)
        let elements = value(key)?.sequence.map(Array.init)
        expectLines(texts, at: elements) { elements == nil ? key : "\(key)[\($0)]" }
        return texts
    }

    private func expectLines(_ texts: [String], at nodes: [YAMLNode]? = nil, named key: (Int) -> String) {
        for (place, text) in texts.enumerated() {
            let node = nodes.flatMap { $0.count == texts.count ? $0[place] : nil }
            if text.unicodeScalars.contains(where: \.isBreakOrControl) {
                fault(key(place), "expected one line without control characters", at: node)
            } else if !text.isEmpty, text.allSatisfy(\.isWhitespace) {
                fault(key(place), "expected more than white space", at: node)
            }
        }
    }

    /// The members of a mapping of texts, in their order.
    package func pairs(_ key: String) -> [(key: String, value: String, node: YAMLNode)] {
        guard value(key) != nil else { return [] }
        guard value(key)?.mapping != nil, let section = section(key) else {
            fault(key, "expected a mapping of texts")
            return []
        }
        return section.members.compactMap { name, value in
            section.text(of: value, name).map { (name, $0, value) }
        }
    }

    /// A number greater than zero.
    package func positiveNumber(_ key: String) -> Double? {
        guard let node = value(key) else { return nil }
        guard let number = plain(node).flatMap(Double.init), number > 0, number.isFinite else {
            fault(key, "expected a number above 0")
            return nil
        }
        return number
    }

    /// A number in `range`.
    package func number(_ key: String, in range: ClosedRange<Double>) -> Double? {
        guard let node = value(key) else { return nil }
        guard let number = plain(node).flatMap(Double.init), range.contains(number) else {
            fault(key, "expected a number from \(plainly(range.lowerBound)) to \(plainly(range.upperBound))")
            return nil
        }
        return number
    }

    /// As a person writes it: not "1e-05".
    private func plainly(_ number: Double) -> String {
        number == number.rounded() ? "\(Int(number))" : "\(Decimal(string: "\(number)") ?? 0)"
    }

    /// A whole number in `range`.
    package func count(_ key: String, in range: ClosedRange<Int>) -> Int? {
        guard let node = value(key) else { return nil }
        guard let number = plain(node).flatMap({ Int($0) }), range.contains(number) else {
            fault(key, "expected a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// Nil where it is absent or wrong.
    package func flag(_ key: String) -> Bool? {
        guard let node = value(key) else { return nil }
        switch plain(node) {
        case "true": return true
        case "false": return false
        default:
            fault(key, "expected true or false")
            return nil
        }
    }

    /// One of the raw values of an enumeration.
    package func choice<Choice: RawRepresentable<String> & CaseIterable>(_ key: String, of type: Choice.Type) -> Choice?
    {
        guard let text = text(key) else { return nil }
        if let choice = Choice(rawValue: text) { return choice }
        fault(key, "expected one of \(type.allCases.map(\.rawValue).joined(separator: ", ")), found \"\(text)\"")
        return nil
    }

    /// A CSS selector, or an XPath expression after `xpath:`. A list of CSS selectors means any of them.
    package func selector(_ key: String) -> Selector? {
        let sources = texts(key)
        guard !sources.isEmpty else {
            if value(key)?.sequence?.isEmpty == true { fault(key, "expected at least one selector") }
            return nil
        }
        if sources.count > 1, sources.contains(where: { $0.hasPrefix("xpath:") }) {
            fault(key, "expected CSS selectors in a list: an XPath expression stands alone, with | for \"or\"")
            return nil
        }
        do {
            let selector = try Selector(sources.joined(separator: ", "))
            notes.selectors.append((path(to: key), selector))
            return selector
        } catch {
            fault(key, "\(error)")
            return nil
        }
    }

    /// A selector that must be there.
    package func requiredSelector(_ key: String) -> Selector? {
        if value(key) == nil { missing(key, expected: "a selector") }
        return selector(key)
    }

    private func text(of node: YAMLNode, _ key: String) -> String? {
        guard let text = node.scalar?.string, !text.isEmpty, node.null == nil else {
            fault(key, "expected a text", at: node)
            return nil
        }
        if let control = text.unicodeScalars.first(where: { $0.isControl && !$0.properties.isWhitespace }) {
            fault(key, "expected a text without control characters, found \(control.controlName)", at: node)
        }
        return text
    }

    /// The text of a scalar without quotes: in quotes, a number is a text.
    private func plain(_ node: YAMLNode) -> String? {
        node.scalar.flatMap { $0.style == .plain ? $0.string : nil }
    }
}

extension Unicode.Scalar {
    fileprivate var isBreakOrControl: Bool {
        isControl || [.lineSeparator, .paragraphSeparator].contains(properties.generalCategory)
    }
}
