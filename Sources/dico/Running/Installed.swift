import Foundation

/// What lies beside an installed program, in the `share/dico` that goes with its `bin`.
enum Installed {
    /// Nil for a program that was not installed, as in the folder that it was built in.
    private static let share: String? = {
        let program = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        let prefix = program.deletingLastPathComponent().deletingLastPathComponent()
        let folder = prefix.appending(path: "share/dico").path
        return isFolder(folder) ? folder : nil
    }()

    static let providers = share.map { "\($0)/providers" }
    /// The recorded pages of those manifests.
    static let fixtures = share.map { "\($0)/fixtures" }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && isFolder.boolValue
    }
}
