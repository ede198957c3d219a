import Markup

/// The texts of an article that are no part of what was read off it.
enum UnreadTexts {
    /// Shorter ones are numbers and signs.
    private static let shortest = 3
    private static let most = 40

    private static let blocks = [
        "p", "li", "dd", "dt", "td", "th", "div", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "article",
        "section",
    ]

    /// - Parameter read: All texts of the answer.
    static func texts(in article: Node, read: [String]) -> [String] {
        let claims = read.filter { !$0.isEmpty }
        var found: [String] = []
        for node in [article] + Array(article.descendants) where blocks.contains(where: node.isElement) {
            // What stands in a block further in is its own.
            let text = node.text(skipping: { inner in blocks.contains(where: inner.isElement) })
            guard text.count >= shortest, text.contains(where: \.isLetter), !isClaimed(text, by: claims),
                !found.contains(text)
            else { continue }
            found.append(text)
            if found.count == most { break }
        }
        return found
    }

    private static func isClaimed(_ text: String, by claims: [String]) -> Bool {
        claims.contains { $0.contains(text) || $0.count >= shortest && text.contains($0) }
    }
}
