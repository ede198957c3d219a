/// What answers may take, and where they are kept.
public struct AnswerKeeping: Sendable {
    /// Bytes that those at hand may take, by default.
    public static let memoryBytes = 32 * 1024 * 1024

    /// For those who ask each time.
    public static let nothing = AnswerKeeping(memoryBytes: 0)

    /// Bytes that those at hand may take, by estimate; 0 keeps none.
    public var memoryBytes: Int
    /// How long nobody asks a site again that refused a word, or whose page of it could not be read.
    public var pause: Duration
    /// Where those lie that outlive the process; nil where none do.
    public var disk: AnswerDisk?

    /// In memory alone, unless a disk is named.
    public init(
        memoryBytes: Int = AnswerKeeping.memoryBytes, pause: Duration = .seconds(300), disk: AnswerDisk? = nil
    ) {
        self.memoryBytes = memoryBytes
        self.pause = pause
        self.disk = disk
    }
}
