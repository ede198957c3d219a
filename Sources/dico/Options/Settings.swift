import Configuration
import Foundation
import Synchronization
import SystemPackage

/// What is set below the command line: the environment (`DICO_BOOTSTRAP_SERVERS`), and below it the YAML file that
/// `DICO_CONFIG` names (`bootstrap-servers: …`). Names are those of the long options.
enum Settings {
    private static let loaded = Mutex<ConfigReader?>(nil)
    private static let firstFault = Mutex<String?>(nil)

    /// Reads both; throws where the file cannot be read.
    static func load() async throws {
        var providers: [any ConfigProvider] = [
            EnvironmentVariablesProvider().mapKeys { AbsoluteConfigKey(["dico"] + $0.components, context: $0.context) }
        ]
        if let path = ProcessInfo.processInfo.environment["DICO_CONFIG"] {
            do {
                providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(path)))
            } catch {
                throw Failure("DICO_CONFIG names \(path), which cannot be read as YAML: \(error)", code: .configuration)
            }
        }
        let reader = ConfigReader(providers: providers)
        loaded.withLock { $0 = reader }
    }

    /// What is wrong with a value that was asked for: the environment's and the file's are checked when used.
    static var fault: String? { firstFault.withLock { $0 } }

    static func string(_ option: String) -> String? {
        guard let reader = loaded.withLock({ $0 }) else { return nil }
        let key = ConfigKey([option])
        // A file's values have types of their own; an option's is text until somebody parses it.
        return reader.string(forKey: key) ?? reader.int(forKey: key).map(String.init)
            ?? reader.double(forKey: key).map { String($0) } ?? reader.bool(forKey: key).map(String.init)
    }

    static func strings(_ option: String) -> [String] {
        loaded.withLock { $0 }?.stringArray(forKey: ConfigKey([option])) ?? []
    }

    static func value<Value: LosslessStringConvertible>(_ option: String, default fallback: Value) -> Value {
        optional(option) ?? fallback
    }

    /// Nil where it is not set, or wrong, which is noted.
    static func optional<Value: LosslessStringConvertible>(_ option: String) -> Value? {
        guard let text = string(option) else { return nil }
        if let value = Value(text) { return value }
        let environment = "DICO_" + option.uppercased().replacing("-", with: "_")
        firstFault.withLock {
            $0 =
                $0
                ?? "\(environment) (or \(option) in the file of DICO_CONFIG) is \"\(text)\": expected \(expectation(of: Value.self))."
        }
        return nil
    }

    private static func expectation(of type: Any.Type) -> String {
        switch type {
        case is Int.Type: "a whole number"
        case is Double.Type: "a number"
        case is ListenAddress.Type: ListenAddress.form
        default: "\(type)"
        }
    }
}
