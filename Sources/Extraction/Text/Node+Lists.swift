import Markup

extension Node {
    /// Whether it is a list, which is never part of the text around it.
    var isList: Bool { isElement("ol") || isElement("ul") || isElement("dl") }
}
