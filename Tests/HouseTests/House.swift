import Foundation
import TestSupport

/// The targets of the package, as their sources have them.
struct House {
    /// Where each target stands. One without a number is given one here, and in the table of the README.
    static let floors = [
        "Lexicon": 1, "Secrets": 1, "Patterns": 1, "Kafka": 2, "Markup": 2, "Web": 2, "Prometheus": 2, "Answers": 3,
        "Diagnosis": 3, "Extraction": 3,
        "Providers": 4, "Client": 5, "SharedAnswers": 5, "Fixtures": 5, "Worker": 6, "Gateway": 6, "Admin": 6,
        "dico": 7,
    ]

    let targets: [Target]

    init() throws {
        let sources = Repository.folder.appending(path: "Sources")
        targets = try FileManager.default.contentsOfDirectory(atPath: sources.path).sorted().map {
            try Target(name: $0, folder: sources.appending(path: $0))
        }
    }

    /// Imports of one target by another. Libraries of C are the lowest floor.
    var arrows: Arrows {
        var arrows = Arrows()
        let names = Set(targets.map(\.name))
        for target in targets {
            for (file, text) in target.files {
                for name in text.imports.intersection(names) {
                    arrows.add(from: target.name, to: name, because: file.joined(separator: "/"))
                }
            }
        }
        return arrows
    }

    func floor(of name: String) -> Int? {
        targets.contains { $0.name == name && $0.isC } ? 0 : Self.floors[name]
    }

    /// The house from the top floor down, each target with what it imports and with its folders.
    var map: String {
        let imports = Dictionary(uniqueKeysWithValues: arrows.all.map { ($0.tail, $0.heads) })
        let fromTheTop = targets.sorted {
            (floor(of: $1.name) ?? 99, $0.name) < (floor(of: $0.name) ?? 99, $1.name)
        }
        return fromTheTop.map { target in
            let heads = imports[target.name].map { " → \($0.joined(separator: ", "))" } ?? ""
            let folders = target.levels.sorted { $0.key < $1.key }.flatMap { level, arrows in
                arrows.all.map {
                    "      \(level.isEmpty ? "" : level + ": ")\($0.tail) → \($0.heads.joined(separator: ", "))"
                }
            }
            return (["\(floor(of: target.name).map(String.init) ?? "?")  \(target.name)\(heads)"] + folders)
                .joined(separator: "\n")
        }.joined(separator: "\n")
    }
}

/// One target, with the files of all its folders.
struct Target {
    let name: String
    /// A library of C has a module map in the place of Swift.
    let isC: Bool
    /// By the way to each below the target's folder.
    let files: [(path: [String], text: SwiftText)]

    init(name: String, folder: URL) throws {
        self.name = name
        isC = FileManager.default.fileExists(atPath: folder.appending(path: "module.modulemap").path)
        files = try FileManager.default.subpathsOfDirectory(atPath: folder.path).sorted()
            .filter { $0.hasSuffix(".swift") }.map { path in
                let source = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
                return (path.split(separator: "/").map(String.init), SwiftText(source))
            }
    }

    /// Who uses whose types among the folders of one level, by the folder that they lie in. Files that lie beside folders
    /// are a folder of their own, `.`.
    var levels: [String: Arrows] {
        var owners: [String: [[String]]] = [:]
        for (path, text) in files {
            for type in text.types { owners[type, default: []].append(path) }
        }
        var levels: [String: Arrows] = [:]
        for (path, text) in files {
            for type in text.uses.sorted() {
                for owner in owners[type] ?? [] {
                    let (tail, head) = (path.dropLast(), owner.dropLast())
                    let shared = zip(tail, head).prefix { $0 == $1 }.count
                    levels[tail.prefix(shared).joined(separator: "/"), default: Arrows()].add(
                        from: tail.dropFirst(shared).first ?? ".", to: head.dropFirst(shared).first ?? ".",
                        because: "\(path.last ?? "") uses \(type)")
                }
            }
        }
        return levels.filter { !$0.value.all.isEmpty }
    }
}
