import Markup

extension Document {
    convenience init(_ html: String) throws {
        try self.init(html: Array(html.utf8))
    }

    /// What is in the body of a page that follows the standard, as it nests.
    static func body(_ html: String) throws -> String {
        let outline = try Document("<!DOCTYPE html><body>\(html)").first(Selector("body"))?.outline ?? ""
        return String(outline.dropFirst("body(".count).dropLast())
    }

    /// What `selector` selects: ids, or names where there are none.
    func ids(_ selector: String) throws -> String {
        try select(Selector(selector)).map { $0["id"] ?? $0.name }.joined(separator: " ")
    }
}

extension Node {
    /// The tree as it nests: `p(b(x) "y")`; texts of white space alone are left out.
    var outline: String {
        let inside = children.compactMap { child in
            child.isText ? (child.text.isEmpty ? nil : "“\(child.text)”") : child.outline
        }
        return inside.isEmpty ? name : "\(name)(\(inside.joined(separator: " ")))"
    }
}
