import Foundation

/// Whether the tests, and the programs that they start, run under the thread sanitizer (`make test-tsan`).
public var isUnderThreadSanitizer: Bool { ProcessInfo.processInfo.environment["TSAN_OPTIONS"] != nil }
