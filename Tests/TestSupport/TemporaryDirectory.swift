import Foundation

/// A new empty folder, which the system clears away with its temporary files.
public func temporaryDirectory() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dico-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    return folder
}
