import Foundation
import Markup

/// A value of any JSON document.
enum JSONValue: Decodable, Sendable, Hashable {
    case null
    case bool(Bool)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([String: JSONValue])

    init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        if container.decodeNil() {
            self = .null
        } else if let text = try? container.decode(String.self) {
            self = .string(text)
        } else if let flag = try? container.decode(Bool.self) {
            self = .bool(flag)
        } else if let number = try? container.decode(Double.self) {
            self = .number(number)
        } else if let elements = try? container.decode([JSONValue].self) {
            self = .array(elements)
        } else {
            self = .object(try container.decode([String: JSONValue].self))
        }
    }

    /// Nil for what is no JSON.
    init?(_ bytes: [UInt8]) {
        guard let value = try? JSONDecoder().decode(JSONValue.self, from: Data(bytes)) else { return nil }
        self = value
    }

    /// The values at a key path, `a.b`: a list on the way stands for all its elements.
    func values(at path: [String]) -> [JSONValue] {
        switch self {
        case .array(let elements): elements.flatMap { $0.values(at: path) }
        case .object(let members):
            path.first.map { members[$0]?.values(at: Array(path.dropFirst())) ?? [] } ?? [self]
        case .null: []
        default: path.isEmpty ? [self] : []
        }
    }

    /// Whether there is a list at a key path, and nothing in it.
    func hasEmptyList(at path: [String]) -> Bool {
        switch self {
        case .array(let elements): path.isEmpty && elements.isEmpty
        case .object(let members):
            path.first.map { members[$0]?.hasEmptyList(at: Array(path.dropFirst())) ?? false } ?? false
        default: false
        }
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
