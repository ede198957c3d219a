/// What is wrong with a broker's certificate: OpenSSL knows, and librdkafka only says that it was refused.
struct CertificateFault: Sendable, Equatable {
    /// OpenSSL's, `X509_V_ERR_…` of its `x509_vfy.h`; never 0.
    let code: Int32

    /// Behind "the certificate".
    private var words: String {
        switch code {
        case 9: "is not valid yet"
        case 10: "has expired"
        case 18: "is signed by itself"
        case 2, 19, 20, 21: "is of an authority that is not trusted here"
        case 23: "was revoked"
        case 26: "is not for servers"
        case 62, 64: "is for another name"
        case 66, 67, 68: "has too weak a key or signature"
        default: "fails with OpenSSL's code \(code)"
        }
    }

    /// librdkafka's words with these in the place of its guess; nil where they tell of something else.
    func words(in reason: String) -> String? {
        guard let guess = reason.firstRange(of: "certificate verify failed") else { return nil }
        return "\(reason[..<guess.upperBound]): the certificate \(words)"
    }
}
