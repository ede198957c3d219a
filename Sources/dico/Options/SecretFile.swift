import Foundation

/// A file with secrets, as it was named to an option.
enum SecretFile {
    /// For messages: the path, which tells whoever mistyped it; nil where it may be the secret itself, given in the file's
    /// place. A path is there, or at least the folder that it begins with: a token with a slash begins with none.
    static func name(_ path: String) -> String? {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path) { return path }
        guard let slash = path.dropFirst().firstIndex(of: "/") else { return nil }
        let exists = FileManager.default.fileExists(atPath: String(path[..<slash]), isDirectory: &isFolder)
        return exists && isFolder.boolValue ? path : nil
    }
}
