import Configuration
import Foundation
import Lexicon
import Synchronization
import SystemPackage
import Yams

/// What is set below the command line: the environment (`DICO_BOOTSTRAP_SERVERS`), and below it the YAML file that
/// `DICO_CONFIG` names (`bootstrap-servers: …`). Names are those of the long options.
enum Settings {
    /// The environment, or the file.
    private struct Layer {
        let reader: ConfigReader
        /// What sets an option there, for messages.
        let place: @Sendable (_ option: String) -> String

        /// A file's values have types of their own; an option's is text until somebody parses it.
        func string(_ option: String) -> String? {
            let key = ConfigKey([option])
            return reader.string(forKey: key) ?? reader.int(forKey: key).map(String.init)
                ?? reader.double(forKey: key).map { String($0) } ?? reader.bool(forKey: key).map(String.init)
        }

        func strings(_ option: String) -> [String]? { reader.stringArray(forKey: ConfigKey([option])) }
    }

    /// What one layer sets an option to that may be set in several.
    struct Part {
        /// What sets it, for messages: `DICO_PROPERTIES`, or `properties in worker.yaml`.
        let place: String
        /// Nil where it is a list.
        let text: String?
        /// Empty where it is a text.
        let list: [String]
    }

    /// The environment, and below it the file, where there is one.
    private static let layers = Mutex<[Layer]>([])
    private static let firstFault = Mutex<String?>(nil)
    private static let strange = Mutex<String?>(nil)

    /// Reads both. What is wrong with them is noted, so that whoever only wants help gets it.
    static func load() async {
        let environment = ProcessInfo.processInfo.environment.filter { !SettingNames.isOfOthers($0, set: $1) }
        var layers = [
            Layer(
                reader: ConfigReader(
                    provider: EnvironmentVariablesProvider(environmentVariables: environment)
                        .mapKeys { AbsoluteConfigKey(["dico"] + $0.components, context: $0.context) }),
                place: variable(of:))
        ]
        if let path = environment["DICO_CONFIG"], !path.isEmpty {
            do {
                let text = try String(contentsOfFile: path, encoding: .utf8)
                if let fault = try SettingsFile.fault(in: text, of: path) {
                    note(fault)
                } else if try SettingsFile.setsAnything(text) {
                    let provider = try await FileProvider<YAMLSnapshot>(filePath: FilePath(path))
                    layers.append(Layer(reader: ConfigReader(provider: provider)) { "\($0) in \(path)" })
                }
            } catch let error as YamlError {
                note("DICO_CONFIG names \(path), which cannot be read as YAML: \(SettingsFile.reason(error)).")
            } catch {
                note("DICO_CONFIG names \(SettingsFile.name(path)), which cannot be read: \(systemReason(of: error))")
            }
        }
        let names = SettingNames.faults(inEnvironment: environment.keys)
        if let misspelt = names.misspelt { note(misspelt) }
        strange.withLock { $0 = names.strange }
        Self.layers.withLock { [layers] in $0 = layers }
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
        layers.withLock(\.self).lazy.compactMap { $0.string(option) }.first
    }

    static func strings(_ option: String) -> [String] {
        layers.withLock(\.self).lazy.compactMap { $0.strings(option) }.first ?? []
    }

    /// What all layers have of an option whose values add up, the lowest first.
    static func parts(_ option: String) -> [Part] {
        layers.withLock(\.self).reversed().compactMap { layer in
            let (text, list) = (layer.string(option), layer.strings(option))
            guard text != nil || list != nil else { return nil }
            return Part(place: layer.place(option), text: text, list: text == nil ? list ?? [] : [])
        }
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

    /// What sets an option below the command line, for messages: `DICO_LANE`, or `lane in worker.yaml`.
    static func place(of option: String) -> String {
        let layers = layers.withLock(\.self)
        let layer = layers.first { $0.string(option) != nil || $0.strings(option) != nil }
        return layer?.place(option) ?? variable(of: option)
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
