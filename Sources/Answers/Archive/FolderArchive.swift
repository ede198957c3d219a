import Foundation

/// The answers of a folder.
public struct FolderArchive: AnswerArchive {
    private let folder: AnswerFolder
    private let capacity: Int

    /// - Parameters:
    ///   - directory: The folder.
    ///   - capacity: Bytes that it may take.
    public init(directory: String, capacity: Int = AnswerDisk.capacity) {
        folder = AnswerFolder(path: directory)
        self.capacity = capacity
    }

    /// What cannot be read is passed over.
    public func forEach(
        _ choice: AnswerChoice, _ body: @escaping @Sendable (AnswerKey, SourceAnswer, [UInt8]) throws -> Void
    ) async throws {
        try await use { file in
            try file.forEach(choice) { key, value in
                // What cannot be read is of no use to anybody.
                guard let answer = try? SourceAnswer(decoding: value) else { return }
                try body(key, answer, value)
            }
        }
    }

    /// On disk; what other processes have at hand they keep until its lifetime ends.
    public func forget(_ choice: AnswerChoice) async throws -> Int {
        try await use { try $0.forget(choice).count }
    }

    /// An older answer never takes the place of a newer one.
    public func keep(_ answers: [(AnswerKey, SourceAnswer)]) async throws {
        try await use(creating: true) { file in
            _ = try file.apply(
                answers.map { .keep($0, $1.encoded(), fetchedAt: $1.fetchedAt, isShared: false) })
        }
    }

    /// On a thread of its own: a disk may take its time.
    private func use<Value: Sendable>(
        creating: Bool = false, _ body: @escaping @Sendable (AnswerFile) throws -> Value
    ) async throws -> Value {
        guard creating || folder.isFilled else {
            throw AnswerArchiveFault("There are no answers in \(folder.path).")
        }
        return try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { [folder, capacity] in
                continuation.resume(
                    with: Result {
                        do {
                            let file = try folder.open(capacity: capacity) { path, _ in
                                throw AnswerArchiveFault("\(path) is damaged, and set aside.")
                            }
                            defer { file.close() }
                            return try body(file)
                        } catch let fault as AnswerArchiveFault {
                            throw fault
                        } catch {
                            throw AnswerArchiveFault("The answers in \(folder.path) cannot be used: \(error.cause).")
                        }
                    })
            }
            thread.start()
        }
    }
}
