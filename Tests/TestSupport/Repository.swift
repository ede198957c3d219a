import Foundation

/// The repository that the tests were built from.
public enum Repository {
    public static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent()

    /// The languages' manifests.
    public static let providers = folder.appending(path: "providers").path

    /// The recorded pages.
    public static let fixtures = folder.appending(path: "fixtures").path
}
