import Foundation

/// What forty list items are in each coding, packed by other programs.
enum Packed {
    static let text = (0..<40).map { "<li>sense \($0) of a cloud</li>" }.joined()

    static let bodies: [(coding: String, bytes: [UInt8])] = [
        // Gzip
        (
            "gzip",
            packed(
                "H4sIAAAAAAACA33TSwrCUBBE0a28HWhV+Qs83ItoBCGYQcj+dZRJ6DvtO+pDd58+92X8LmM7tvndHu05zeurH/7jviXVyXVK"
                    + "nU51OtfpUqdrnW51GmBl4gAPAYhAREAiMBGgCFQELAIXg4vpTsDF4GJwMbgYXAwuBheDS8Al4BJ6IHAJuARcAi4Bl4BLdi4/"
                    + "XvJ6qlYEAAA=")
        ),
        // Deflate
        (
            "deflate",
            packed(
                "eNp900sKwlAQRNGtvB1oVfkLPNyLaAQhmEHI/nWUSeg77TvqQ3efPvdl/C5jO7b53R7tOc3rqx/+474l1cl1Sp1OdTrX6VKn"
                    + "a51udRpgZeIADwGIQERAIjARoAhUBCwCF4OL6U7AxeBicDG4GFwMLgYXg0vAJeASeiBwCbgEXAIuAZeAS3YuP4zTauA=")
        ),
        // Deflate, without its frame
        (
            "deflate",
            packed(
                "fdNLCsJQEETRrbwdaFX5Czzci2gEIZhByP51lEnoO+076kN3nz73ZfwuYzu2+d0e7TnN66sf/uO+JdXJdUqdTnU61+lSp2ud"
                    + "bnUaYGXiAA8BiEBEQCIwEaAIVAQsAheDi+lOwMXgYnAxuBhcDC4GF4NLwCXgEnogcAm4BFwCLgGXgEt2Lj8=")
        ),
        // Br
        (
            "br",
            packed(
                "G1UE+J0HdoywbKK+DPuNGoTH7I1ZZ6QHmP3yGHaabGkvDeJDVoeYce7dYwA208BhvYAKbLjitD1Q7/j4fWZFIFFoDDYOLt6M"
                    + "vQKlSq3R1tHFa1kKpUqt0dbRxWtVCqVKrdHW0Y0H")
        ),
        // Zstd
        (
            "zstd",
            packed(
                "KLUv/WBWAx0EABKEDRSAazrTtzapAGYE8mLbWhmF9AlZlW3btu3//5MkSfIwCmIQOpFawFEatpJDbmEXXGpMakitEygggKPi"
                    + "A7OEN2ShCC9kQwlPyEIRXsiEEl7IhhKekIVyeBuGTMNQMgwPw5BdGIqF4VUYMgpDmTAECczZjC32sZkt7LOZLd3eHY5j")
        ),
    ]

    private static func packed(_ text: String) -> [UInt8] { Data(base64Encoded: text).map { Array($0) } ?? [] }
}
