import Foundation

/// Standard input, output and error.
enum StandardStreams {
    /// Has the numbers of those that are closed taken, so that no file that is opened later gets what is printed. Nothing
    /// can be read from these, nor written to them.
    static func fill() {
        for stream in STDIN_FILENO...STDERR_FILENO where fcntl(stream, F_GETFD) < 0 {
            // The lowest number that is free is given.
            _ = open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY)
        }
    }
}
