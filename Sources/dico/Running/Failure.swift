import Admin
import Answers
import ArgumentParser
import Client
import Extraction
import Fixtures
import Foundation
import Gateway
import Kafka
import Providers
import Web

/// An error that a person can cause: one line on standard error, and an exit code.
struct Failure: Error, CustomStringConvertible {
    var description: String
    var code: ExitCode

    init(_ description: String, code: ExitCode = .failure) {
        self.description = description
        self.code = code
    }

    /// The line and the code for an error of the floors below; nil for one that the argument parser knows better.
    init?(of error: any Error) {
        switch error {
        case let failure as Failure: self = failure
        case let faults as ManifestFaults: self.init("\(faults)", code: .configuration)
        case let fault as FixtureFault: self.init("\(fault)", code: .noInput)
        case let unknown as UnknownSource: self.init("\(unknown)", code: .usage)
        case let fault as UserAgentFault: self.init("\(fault)", code: .usage)
        case let fault as ListenFault: self.init("\(fault)", code: .unavailable)
        case let fault as GatewayFault: self.init("\(fault)", code: .unavailable)
        case let fault as ListFault: self.init("\(fault)", code: ExitCode(fault.kind))
        case let fault as AnswerArchiveFault: self.init("\(fault)", code: .noInput)
        case let error as KafkaError where error.code == .configuration: self.init("\(error)", code: .usage)
        case let error as KafkaError where error.code == .authorization:
            self.init("\(error)", code: .notAllowed)
        case let error as KafkaError: self.init("\(error)", code: .unavailable)
        default: return nil
        }
    }
}

extension ExitCode {
    /// Some word was not found.
    static let notFound = ExitCode(1)
    /// Some word could not be looked up.
    static let lookupFailed = ExitCode(2)
    // The rest are those of sysexits.h.
    static let usage = ExitCode(64)
    static let noInput = ExitCode(66)
    /// The broker is out of reach, or the dictionaries are, or an address cannot be listened at.
    static let unavailable = ExitCode(69)
    static let cannotWrite = ExitCode(74)
    /// As a shell tells of a program that a closed pipe has ended.
    static let readerGone = ExitCode(128 + SIGPIPE)
    /// The broker does not let this user do it.
    static let notAllowed = ExitCode(77)
    static let configuration = ExitCode(78)

    fileprivate init(_ kind: ListFault.Kind) {
        switch kind {
        case .words: self = .noInput
        case .answers: self = .cannotWrite
        case .readerGone: self = .readerGone
        case .givenUp: self = .unavailable
        }
    }
}

/// Writes one line to standard error.
func complain(_ line: String) {
    try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
}
