import Extraction
import Foundation
import Lexicon
import Yams

/// A file of YAML with a mapping in it: a manifest, or a part that several share.
enum ManifestFile {
    /// What is wrong with a file as a whole, and the line where that begins.
    struct Fault: Error {
        let message: String
        let line: Int?
    }

    /// The mapping in `bytes`.
    ///
    /// - Parameter expected: What it has to hold, in words.
    static func mapping(in bytes: Data, expected: String) throws(Fault) -> YAMLNode.Mapping {
        // Windows' editors begin a file of UTF-8 with a mark that YAML allows, and its parser takes for a character of a key.
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        let text = try text(of: bytes.starts(with: mark) ? bytes.dropFirst(mark.count) : bytes)
        guard let node = try node(in: text) else {
            throw Fault(message: "is empty, expected \(expected)", line: 1)
        }
        guard let mapping = node.mapping else {
            let found = node.sequence == nil ? "a single text" : "a list"
            throw Fault(message: "is \(found), expected \(expected)", line: node.mark?.line ?? 1)
        }
        return mapping
    }

    private static func node(in text: String) throws(Fault) -> YAMLNode? {
        do {
            return try Yams.compose(yaml: text)
        } catch let error as YamlError {
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                throw Fault(message: "is not YAML: \(problem)", line: mark.line)
            case .duplicatedKeysInMapping(let duplicates, let context):
                let keys = duplicates.sorted().joined(separator: ", ")
                throw Fault(message: "keys that stand twice: \(keys)", line: context.mark.line)
            default: throw Fault(message: "is not YAML", line: 1)
            }
        } catch {
            throw Fault(message: "is not YAML", line: 1)
        }
    }

    /// Text that YAML may be made of.
    private static func text(of bytes: Data) throws(Fault) -> String {
        if let text = String(validating: bytes, as: UTF8.self), text.unicodeScalars.allSatisfy(isAllowed) {
            return text
        }
        for (place, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated() {
            guard let text = String(validating: line, as: UTF8.self) else {
                throw Fault(message: "is no UTF-8 here: save the file as UTF-8", line: place + 1)
            }
            if let control = text.unicodeScalars.first(where: { !isAllowed($0) }) {
                throw Fault(
                    message: "has the character \(control.controlName), which YAML does not allow: take it away",
                    line: place + 1)
            }
        }
        throw Fault(message: "is not YAML", line: 1)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x85: true
        case 0..<0x20, 0x7F..<0xA0, 0xFFFE, 0xFFFF: false
        default: true
        }
    }
}
