import Lexicon

extension Node {
    /// The value of an attribute, whose name is lower case; "" where it was written without one, nil where it was not.
    public subscript(attribute: String) -> String? {
        var name = attribute
        return name.withUTF8 { pointer.attribute($0) }.map { String(cString: $0).streamSafe }
    }

    /// Whether one of its classes is `name`, in this very case. Allocates nothing.
    public func hasClass(_ name: String) -> Bool {
        var name = name
        return name.withUTF8 { name in
            !name.isEmpty && !name.contains(where: \.isSpace) && pointer.hasClass(name)
        }
    }

    /// Its classes as written, in their order.
    public var classes: [String] {
        guard let value = pointer.attribute("class") else { return [] }
        return String(cString: value).streamSafe.utf8.split(whereSeparator: \.isSpace).map { String(Substring($0)) }
    }
}
