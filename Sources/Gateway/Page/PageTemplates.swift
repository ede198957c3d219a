import Foundation
import Mustache

/// The templates of the page, which are part of the program.
struct PageTemplates {
    private let library: MustacheLibrary

    init() {
        MustacheContentTypes.register(MarkupText(), named: MarkupText.name)
        let texts = [
            "layout": PackageResources.layout_mustache, "home": PackageResources.home_mustache,
            "result": PackageResources.result_mustache, "sense": PackageResources.sense_mustache,
            "source": PackageResources.source_mustache, "relations": PackageResources.relations_mustache,
            "notice": PackageResources.notice_mustache,
        ]
        do {
            library = MustacheLibrary(
                templates: try texts.mapValues {
                    // For each of them, as a partial does not have it from where it stands.
                    try MustacheTemplate(
                        string: "{{% CONTENT_TYPE:\(MarkupText.name)}}"
                            + String(decoding: $0, as: UTF8.self)
                            .trimmingCharacters(in: .newlines))
                })
        } catch {
            preconditionFailure("a template of this program is wrong: \(error)")
        }
    }

    func html(_ view: PageView) -> String {
        library.render(view, withTemplate: "layout") ?? ""
    }
}

/// Escapes each code point that means something in HTML.
///
/// The library's own escapes characters as people see them: a quotation mark with an accent upon it is not one that it
/// knows, and for a browser it still ends an attribute.
private struct MarkupText: MustacheContentType {
    static let name = "MARKUP"

    func escapeText(_ text: String) -> String {
        text.unicodeScalars.reduce(into: "") { escaped, scalar in
            switch scalar {
            case "&": escaped += "&amp;"
            case "<": escaped += "&lt;"
            case ">": escaped += "&gt;"
            case "\"": escaped += "&quot;"
            case "'": escaped += "&#39;"
            default: escaped.unicodeScalars.append(scalar)
            }
        }
    }
}
