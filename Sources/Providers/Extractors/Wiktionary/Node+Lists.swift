import Markup

extension Node {
    /// Whether it is a list, which is never part of the text around it.
    var isList: Bool { isElement("ol") || isElement("ul") || isElement("dl") }
}

extension StringProtocol {
    func count(of character: Character) -> Int { count { $0 == character } }

    /// Without the space and the punctuation that a label leaves behind.
    func trimmingHead() -> String {
        String(drop { $0.isWhitespace || ",;:".contains($0) })
    }
}
