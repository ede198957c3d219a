import Foundation
import Synchronization

/// A new empty folder, which goes with all that is in it when the process ends.
public func temporaryDirectory() throws -> URL {
    let folder = FileManager.default.temporaryDirectory.appending(path: "dico-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    made.withLock { $0.append(folder) }
    _ = goAtExit
    return folder
}

/// Not with the test that made them: the programs that it has started may still write to them.
private let made = Mutex<[URL]>([])

private let goAtExit: Void = {
    atexit { made.withLock { for folder in $0 { try? FileManager.default.removeItem(at: folder) } } }
}()
