import Foundation

/// The lines of a file, read as they are asked for.
package struct LineReader {
    package struct Line {
        /// Without what ends it.
        package var bytes: ArraySlice<UInt8>
        /// False for a last line that nothing ends.
        package var isEnded: Bool
    }

    /// A line has more bytes than may be held.
    package struct TooLong: Error {}

    private static let readSize = 64 * 1024

    private let file: OpenFile
    private let longest: Int
    private var buffer: [UInt8] = []
    /// Where in the buffer the next line begins.
    private var start = 0

    /// - Parameter longest: Bytes of a line; beyond them `next` throws.
    package init(_ file: OpenFile, longest: Int) {
        self.file = file
        self.longest = longest
    }

    /// The next line; nil at the end, and where `goOn` says no while there is nothing to read.
    package mutating func next(while goOn: () -> Bool = { true }) throws -> Line? {
        var searched = start
        while true {
            if let end = buffer[searched...].firstIndex(of: UInt8(ascii: "\n")) {
                defer { start = end + 1 }
                return Line(bytes: buffer[start..<end], isEnded: true)
            }
            guard buffer.count - start <= longest else { throw TooLong() }
            buffer.removeSubrange(..<start)
            start = 0
            searched = buffer.count
            while !file.wait(for: POLLIN, milliseconds: 100) {
                guard goOn() else { return nil }
            }
            if try file.read(upTo: Self.readSize, into: &buffer) == 0 {
                defer { start = buffer.count }
                return buffer.isEmpty ? nil : Line(bytes: buffer[...], isEnded: false)
            }
        }
    }
}
