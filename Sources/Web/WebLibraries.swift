import CBrotli
import CLibcurl
import CZlib
import CZstd

/// The C libraries beneath this module.
public enum WebLibraries {
    /// Those that run, each with its version.
    public static var versions: [(name: String, version: String)] {
        let brotli = BrotliDecoderVersion()
        return [
            ("libcurl", String(cString: dico_curl_version())),
            ("zlib", String(cString: zlibVersion())),
            // Twelve bits each for the two smaller numbers.
            ("brotli", "\(brotli >> 24).\(brotli >> 12 & 0xFFF).\(brotli & 0xFFF)"),
            ("zstd", String(cString: ZSTD_versionString())),
        ]
    }
}
