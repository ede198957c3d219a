internal import CLibxml2

/// The C library beneath this module.
public enum MarkupLibrary {
    /// The version of libxml2 that runs, such as `2.9.14`.
    public static var version: String {
        // It says 20914, with what it was built from behind that, perhaps.
        let number = String(cString: dico_xml_version()).prefix(while: \.isNumber)
        guard let number = Int(number) else { return "unknown" }
        return "\(number / 10_000).\(number / 100 % 100).\(number % 100)"
    }
}
