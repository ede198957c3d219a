import Foundation
import Lexicon

/// Reading and writing with errors that name the path.
enum FixtureFile {
    static func read(_ path: String) throws(FixtureFault) -> Data {
        do {
            return try Data(contentsOf: URL(fileURLWithPath: path))
        } catch {
            throw FixtureFault(path: path, message: "cannot be read")
        }
    }

    static func write(_ data: Data, to path: String) throws(FixtureFault) {
        do {
            try data.write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch {
            throw FixtureFault(path: path, message: "cannot be written: \(systemReason(of: error))")
        }
    }

    /// Removes a file, or a folder with all that is in it.
    static func remove(_ path: String) throws(FixtureFault) {
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw FixtureFault(path: path, message: "cannot be removed: \(systemReason(of: error))")
        }
    }

    /// The names in a folder, hidden ones left out.
    static func list(_ folder: String) throws(FixtureFault) -> [String] {
        do {
            return try FileManager.default.contentsOfDirectory(atPath: folder).filter { !$0.hasPrefix(".") }.sorted()
        } catch {
            throw FixtureFault(path: folder, message: "there is no such folder, or it cannot be read")
        }
    }

    /// The folders in a folder, by name.
    static func folders(in folder: String) throws(FixtureFault) -> [String] {
        try list(folder).filter { name in
            var isFolder: ObjCBool = false
            return FileManager.default.fileExists(atPath: "\(folder)/\(name)", isDirectory: &isFolder)
                && isFolder.boolValue
        }
    }

    /// - Parameter isDeep: Whether the folders above it are made too.
    static func makeFolder(_ path: String, isDeep: Bool = true) throws(FixtureFault) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: isDeep)
        } catch {
            throw FixtureFault(path: path, message: "cannot be created: \(systemReason(of: error))")
        }
    }

    /// Gives a folder its place; false where something is in that place already, which removes the folder.
    static func rename(_ folder: String, to place: String) throws(FixtureFault) -> Bool {
        if Foundation.rename(folder, place) == 0 { return true }
        let error = errno
        guard error == ENOTEMPTY || error == EEXIST else {
            throw FixtureFault(path: place, message: "cannot be made: \(String(cString: strerror(error)))")
        }
        try remove(folder)
        return false
    }
}
