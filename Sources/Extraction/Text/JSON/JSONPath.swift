/// The way from one value of an answer to others, as a manifest writes it: `a.b`.
///
/// A list on the way, or at its end, stands for all its elements, a `.` alone for the value itself, `*` for whatever an
/// object has, `^` for the object around, `a[0]` for the first element of a list, and `a[b.c=x]` for those elements of it
/// that have the text x at b.c.
struct JSONPath: Sendable, CustomStringConvertible {
    private enum Step: Sendable {
        case key(String)
        case any
        case around
        case index(Int)
        case having(JSONPath, text: String)
    }

    let description: String
    private let steps: [Step]

    /// Nil where a bracket is not closed, or was not opened, or holds neither a number nor a condition, and where a key is
    /// missing before or behind a dot.
    init?(_ source: String) {
        description = source
        var steps: [Step] = []
        var rest = source == "." ? "" : source[...]
        var needsKey = source != "."
        while let first = rest.first {
            if first == "." {
                guard !needsKey else { return nil }
                needsKey = true
                rest = rest.dropFirst()
            } else if first == "[", !needsKey || steps.isEmpty {
                needsKey = false
                guard let end = rest.firstIndex(of: "]") else { return nil }
                guard let step = Self.condition(rest[..<end].dropFirst()) else { return nil }
                steps.append(step)
                rest = rest[end...].dropFirst()
            } else {
                let key = rest.prefix { $0 != "." && $0 != "[" }
                guard needsKey, !key.isEmpty, !key.contains("]") else { return nil }
                needsKey = false
                steps.append(key == "^" ? .around : key == "*" ? .any : .key(String(key)))
                rest = rest[key.endIndex...]
            }
        }
        guard !needsKey else { return nil }
        self.steps = steps
    }

    /// Whether it may lead to what is deeper than where it starts.
    var leadsFurther: Bool {
        steps.reduce(0) { depth, step in
            switch step {
            case .key, .any, .index, .having: depth + 1
            case .around: depth - 1
            }
        } > 0
    }

    private static func condition(_ text: Substring) -> Step? {
        if let index = Int(text), index >= 0 { return .index(index) }
        guard let sign = text.firstIndex(of: "="), let path = JSONPath(String(text[..<sign])) else { return nil }
        return .having(path, text: String(text[sign...].dropFirst()))
    }

    /// The values that it leads to, in order; lists at its end are taken apart.
    func places(from place: JSONPlace) -> [JSONPlace] {
        ends(from: place).flatMap(\.elements).filter { $0.value != .null }
    }

    /// Whether it leads to a list, an object or a text with nothing in it.
    func leadsToNothing(from place: JSONPlace) -> Bool {
        ends(from: place).contains { $0.value.isEmpty }
    }

    private func ends(from place: JSONPlace) -> [JSONPlace] {
        steps.reduce([place]) { places, step in places.flatMap { Self.take(step, from: $0) } }
    }

    private static func take(_ step: Step, from place: JSONPlace) -> [JSONPlace] {
        switch step {
        case .index(let index):
            guard case .array(let elements) = place.value else { return index == 0 ? [place] : [] }
            return index < elements.count ? [JSONPlace(elements[index], around: place.around)] : []
        case .having(let path, let text):
            return place.elements.filter { element in path.places(from: element).contains { $0.value.text == text } }
        case .around: return place.around.map { [$0] } ?? []
        case .key(let key): return place.elements.compactMap { $0.member(key) }
        case .any: return place.elements.flatMap(\.members)
        }
    }
}

/// A value of an answer, and what it stands in.
final class JSONPlace {
    let value: JSONValue
    /// The nearest object around it.
    let around: JSONPlace?

    init(_ value: JSONValue, around: JSONPlace? = nil) {
        self.value = value
        self.around = around
    }

    /// Those of a list, and of lists in it; the value itself where it is none.
    var elements: [JSONPlace] {
        guard case .array(let elements) = value else { return [self] }
        return elements.flatMap { JSONPlace($0, around: around).elements }
    }

    func member(_ key: String) -> JSONPlace? {
        guard case .object(let members) = value, let member = members[key] else { return nil }
        return JSONPlace(member, around: self)
    }

    /// Of an object, by key, as JSON's own order is lost.
    var members: [JSONPlace] {
        guard case .object(let members) = value else { return [] }
        return members.sorted { $0.key < $1.key }.map { JSONPlace($0.value, around: self) }
    }
}

extension ManifestSection {
    /// A path, or a list of them; empty where there is none.
    func keyPaths(_ key: String) -> [JSONPath] {
        if value(key)?.sequence?.isEmpty == true { fault(key, "expected a key path, such as a.b, found none") }
        return texts(key).compactMap { source in
            if let path = JSONPath(source) { return path }
            fault(key, "expected a key path, such as a.b, a[0], a[kind=x].b or a dot alone, found \"\(source)\"")
            return nil
        }
    }

    func requiredKeyPath(_ key: String) -> JSONPath? {
        if value(key) == nil { missing(key, expected: "a key path, such as a.b") }
        return keyPath(key)
    }

    func keyPath(_ key: String) -> JSONPath? {
        guard let source = text(key) else { return nil }
        if let path = JSONPath(source) { return path }
        fault(key, "expected a key path, such as a.b, a[0], a[kind=x].b or a dot alone, found \"\(source)\"")
        return nil
    }
}
