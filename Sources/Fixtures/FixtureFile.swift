import Foundation

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
            throw FixtureFault(path: path, message: "cannot be written")
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

    static func makeFolder(_ path: String) throws(FixtureFault) {
        do {
            try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        } catch {
            throw FixtureFault(path: path, message: "cannot be created")
        }
    }
}
