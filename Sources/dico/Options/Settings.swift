import Configuration
import Foundation
import Lexicon
import Synchronization
import SystemPackage
import Yams

/// What is set below the command line: the environment (`DICO_BOOTSTRAP_SERVERS`), and below it the YAML file that
/// `DICO_CONFIG` names (`bootstrap-servers: …`). Names are those of the long options.
enum Settings {
    private static let loaded = Mutex<ConfigReader?>(nil)
    private static let firstFault = Mutex<String?>(nil)
    private static let strange = Mutex<String?>(nil)

    /// Reads both. What is wrong with them is noted, so that whoever only wants help gets it.
    static func load() async {
        let environment = ProcessInfo.processInfo.environment.filter { !SettingNames.isOfOthers($0, set: $1) }
        var providers: [any ConfigProvider] = [
            EnvironmentVariablesProvider(environmentVariables: environment)
                .mapKeys { AbsoluteConfigKey(["dico"] + $0.components, context: $0.context) }
        ]
        if let path = environment["DICO_CONFIG"], !path.isEmpty {
            do {
                let text = try String(contentsOfFile: path, encoding: .utf8)
                if let fault = try SettingsFile.fault(in: text, of: path) {
                    note(fault)
                } else if try SettingsFile.setsAnything(text) {
                    providers.append(try await FileProvider<YAMLSnapshot>(filePath: FilePath(path)))
                }
            } catch let error as YamlError {
                note("DICO_CONFIG names \(path), which cannot be read as YAML: \(SettingsFile.reason(error)).")
            } catch {
                note("DICO_CONFIG names \(path), which cannot be read: \(systemReason(of: error))")
            }
        }
        let names = SettingNames.faults(inEnvironment: environment.keys)
        if let misspelt = names.misspelt { note(misspelt) }
        strange.withLock { $0 = names.strange }
        let reader = ConfigReader(providers: providers)
        loaded.withLock { $0 = reader }
    }

    private static func note(_ fault: String) {
        firstFault.withLock { $0 = $0 ?? fault }
    }

    /// The variable of the environment that sets an option.
    static func variable(of option: String) -> String { "DICO_" + option.uppercased().replacing("-", with: "_") }

    /// What is wrong with a value that was asked for: the environment's and the file's are checked when used.
    static var fault: String? { firstFault.withLock { $0 } }

    /// What is odd, and may be right.
    static var warning: String? { strange.withLock { $0 } }

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
        note(option, is: text, notA: expectation(of: Value.self))
        return nil
    }

    /// One of the values that there are; nil where it is not set, or wrong, which is noted.
    static func choice<Value: RawRepresentable<String> & CaseIterable>(_ option: String) -> Value? {
        guard let text = string(option) else { return nil }
        if let value = Value(rawValue: text) { return value }
        note(option, is: text, notA: "one of " + Value.allCases.map(\.rawValue).joined(separator: ", "))
        return nil
    }

    /// A sentence about an option's value, with what set it in the option's place where the command line did not.
    static func blaming(_ message: String) -> String {
        guard let option = message.prefixMatch(of: #/--([a-z-]+) is /#).map({ String($0.1) }), string(option) != nil,
            GivenOptions.first(of: ["--\(option)", "-\(option.prefix(1))"]) == nil
        else { return message }
        return "\(place(of: option))\(message.dropFirst(option.count + 2))"
    }

    private static func place(of option: String) -> String {
        "\(variable(of: option)) (or \(option) in the file of DICO_CONFIG)"
    }

    private static func note(_ option: String, is text: String, notA expected: String) {
        note("\(place(of: option)) is \"\(text)\": expected \(expected).")
    }

    private static func expectation(of type: Any.Type) -> String {
        switch type {
        case is Int.Type: "a whole number"
        case is Double.Type: "a number"
        case is Bool.Type: "true or false"
        case is ListenAddress.Type: ListenAddress.form
        default: "\(type)"
        }
    }
}
