import Foundation
import Kafka
import TestSupport
import Testing

/// What is wrong with certificates, keys and what is set about them is told by the setting that mends it.
@Suite struct TransportSecurity {
    private func properties(_ settings: String, in certificates: Certificates) -> [(String, String)] {
        [("security.protocol", "SSL")]
            + settings.split(separator: " ").map { setting in
                let parts = setting.split(separator: "=", maxSplits: 1).map(String.init)
                return (parts[0], parts[0].hasSuffix(".location") ? certificates.path(parts[1]) : parts[1])
            }
    }

    @Test(arguments: [
        ("ssl.certificate.location=client.pem", ["ssl.key.location is not"]),
        ("ssl.key.location=client.key", ["ssl.certificate.location is not"]),
        ("ssl.certificate.location=client.pem ssl.key.location=other.key", ["ssl.key.location does not belong"]),
        (
            "ssl.certificate.location=client.pem ssl.key.location=client.enc",
            ["ssl.key.location is encrypted", "ssl.key.password is not set"]
        ),
        (
            "ssl.certificate.location=client.pem ssl.key.location=client.enc ssl.key.password=hunter3",
            ["ssl.key.location cannot be decrypted", "check ssl.key.password"]
        ),
        ("ssl.certificate.location=client.key ssl.key.location=client.pem", ["expected a certificate in PEM"]),
        ("ssl.ca.location=client.key", ["ssl.ca.location", "expected certificates of authorities in PEM"]),
        ("ssl.keystore.location=client.p12", ["ssl.keystore.password is not"]),
        (
            "ssl.keystore.location=client.p12 ssl.keystore.password=hunter3",
            ["ssl.keystore.location does not open with ssl.keystore.password"]
        ),
        ("ssl.keystore.location=client.pem ssl.keystore.password=hunter3", ["in PKCS#12"]),
        ("ssl.cipher.suites=hunter3", ["ssl.cipher.suites has nothing that OpenSSL knows"]),
        ("ssl.endpoint.identification.algorithm=httpss", ["httpss", "expected one of none, https"]),
    ])
    func `files and lists that are of no use are told before anybody connects`(
        settings: String, words: [String]
    ) async throws {
        let certificates = try await Certificates()
        for name in ["client", "other"] { try await certificates.sign(name) }
        try await certificates.run(
            "pkcs8", "-topk8", "-in", "client.key", "-out", "client.enc", "-passout", "pass:hunter2")
        try await certificates.run(
            "pkcs12", "-export", "-in", "client.pem", "-inkey", "client.key", "-out", "client.p12", "-passout",
            "pass:hunter2")
        let log = CollectedLog(from: .info)
        let configuration = ClientConfiguration(
            bootstrapServers: "127.0.0.1:1", properties: properties(settings, in: certificates), logger: log.logger)
        let error = try #require(#expect(throws: KafkaError.self) { try Producer(configuration) })
        #expect(error.code == .configuration)
        for word in words { #expect(error.description.contains(word), "\(error)") }
        #expect(!error.description.contains("hunter3") && !error.description.contains("\n"), "\(error)")
        #expect(log.lines.isEmpty, "\(log.lines)")
    }

    /// What a client hears of a server of TLS, on which no broker answers behind it.
    private func error(
        of certificates: Certificates, port: Int, _ settings: String = "ssl.ca.location=authority.pem"
    ) async throws -> KafkaError {
        let log = CollectedLog(from: .info)
        let configuration = ClientConfiguration(
            bootstrapServers: "localhost:\(port)", properties: properties(settings, in: certificates),
            logger: log.logger)
        let error = try await #require(
            #expect(throws: KafkaError.self) { try await Admin.topics(using: configuration) })
        #expect(log.lines.isEmpty, "\(log.lines)")
        return error
    }

    @Test(arguments: [
        ("localhost", -1, "authority", "the certificate has expired", "in date"),
        ("dico.example", 2, "authority", "is for another name", "ssl.endpoint.identification.algorithm"),
        ("localhost", 2, "other", "of an authority that is not trusted here", "set ssl.ca.location"),
    ])
    func `a broker's certificate is told by what is wrong with it`(
        host: String, days: Int, authority: String, fault: String, remedy: String
    ) async throws {
        let certificates = try await Certificates()
        try await certificates.sign("other")
        try await certificates.sign("broker", for: host, days: days)
        let server = try await certificates.serve("broker")
        let error = try await error(of: certificates, port: server.port, "ssl.ca.location=\(authority).pem")
        #expect(error.code == .security)
        for word in [fault, remedy] { #expect(error.description.contains(word), "\(error)") }
        server.process.signal(SIGKILL)
    }

    @Test func `a broker with another version of TLS is told as such`() async throws {
        let certificates = try await Certificates()
        try await certificates.sign("broker")
        let server = try await certificates.serve("broker", "-tls1", "-cipher", "ALL:@SECLEVEL=0")
        let error = try await error(of: certificates, port: server.port)
        #expect(error.code == .security)
        #expect(error.description.contains("no version of TLS in common"), "\(error)")
        server.process.signal(SIGKILL)
    }

    @Test func `a broker that trusts no such certificate names the two files`() async throws {
        let (certificates, others) = (try await Certificates(), try await Certificates())
        try await certificates.sign("broker")
        try await others.sign("client")
        let server = try await certificates.serve(
            "broker", "-Verify", "1", "-verify_return_error", "-CAfile", "authority.pem")
        let none = try await error(of: certificates, port: server.port)
        #expect(none.description.contains("it wants a certificate of this client"), "\(none)")
        let foreign = try await error(
            of: certificates, port: server.port,
            "ssl.ca.location=authority.pem ssl.certificate.location=../\(others.folder.lastPathComponent)/client.pem "
                + "ssl.key.location=../\(others.folder.lastPathComponent)/client.key")
        #expect(foreign.description.contains("it does not take this client's certificate"), "\(foreign)")
        server.process.signal(SIGKILL)
    }
}
