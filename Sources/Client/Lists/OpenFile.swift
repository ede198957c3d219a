import Foundation

/// What the system says of a call that failed.
package struct SystemError: Error {
    package var code: Int32
    package var reason: String { String(cString: strerror(code)) }

    init(_ code: Int32 = errno) { self.code = code }
}

/// A file descriptor, closed with its owner unless it is a standard stream.
package final class OpenFile: Sendable {
    let descriptor: Int32

    package init(_ path: String, _ flags: Int32) throws(SystemError) {
        descriptor = open(path, flags | O_CLOEXEC, 0o644)
        if descriptor < 0 { throw SystemError() }
    }

    package init(standard descriptor: Int32) { self.descriptor = descriptor }

    deinit {
        if descriptor > STDERR_FILENO { close(descriptor) }
    }

    /// Whether it can be read twice and cut, as pipes and devices cannot.
    var isRegular: Bool { status.map { $0.st_mode & S_IFMT == S_IFREG } ?? false }

    /// Whether this is the file that has this path now.
    func isStill(at path: String) -> Bool {
        var named = stat()
        guard let status, stat(path, &named) == 0 else { return false }
        return (named.st_dev, named.st_ino) == (status.st_dev, status.st_ino)
    }

    /// The bits that say who may read and write it.
    var permissions: mode_t { status.map { $0.st_mode & 0o777 } ?? 0o644 }

    private var status: stat? {
        var status = stat()
        return fstat(descriptor, &status) == 0 ? status : nil
    }

    /// Writes all of `bytes`, waiting where a pipe is full.
    package func write(_ bytes: [UInt8]) throws(SystemError) {
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Foundation.write(descriptor, $0.baseAddress! + written, $0.count - written)
            }
            if count >= 0 {
                written += count
            } else if errno == EAGAIN {
                _ = wait(for: POLLOUT, milliseconds: -1)
            } else if errno != EINTR {
                throw SystemError()
            }
        }
    }

    /// Reads up to `limit` bytes into the end of `buffer`; 0 at the end of the file.
    func read(upTo limit: Int, into buffer: inout [UInt8]) throws(SystemError) -> Int {
        while true {
            let end = buffer.count
            buffer.append(contentsOf: repeatElement(0, count: limit))
            let count = buffer.withUnsafeMutableBytes { Foundation.read(descriptor, $0.baseAddress! + end, limit) }
            buffer.removeLast(limit - max(0, count))
            if count >= 0 { return count }
            if errno == EAGAIN {
                _ = wait(for: POLLIN, milliseconds: -1)
            } else if errno != EINTR {
                throw SystemError()
            }
        }
    }

    /// Whether `event` came within that time; a negative one waits for good.
    func wait(for event: Int32, milliseconds: Int32) -> Bool {
        var polled = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        return poll(&polled, 1, milliseconds) != 0
    }
}
