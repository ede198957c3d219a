import Foundation

/// Why the system did not do something with a file, in its own words: Foundation's leave out which right is missing.
package func systemReason(of error: any Error) -> String {
    var next: NSError? = error as NSError
    while let error = next {
        if error.domain == NSPOSIXErrorDomain { return String(cString: strerror(Int32(error.code))) }
        next = (error.userInfo[NSUnderlyingErrorKey] as? any Error).map { $0 as NSError }
    }
    return (error as NSError).localizedDescription
}
