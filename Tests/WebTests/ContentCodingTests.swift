import Testing

@testable import Web

@Suite struct `A compressed body` {
    /// What `body`, which comes in pieces of `size` bytes, is read as.
    private func read(_ body: [UInt8], coding: String?, pieces size: Int = .max, limit: Int = 1 << 20) throws -> String
    {
        var builder = AnswerBuilder(host: "example.org", limits: FetchLimits(bodyBytes: limit))
        _ = builder.header("HTTP/1.1 200 OK\r\n".utf8)
        if let coding { _ = builder.header("Content-Encoding: \(coding)\r\n".utf8) }
        var rest = body[...]
        while !rest.isEmpty {
            let piece = Array(rest.prefix(size))
            rest = rest.dropFirst(size)
            if !piece.withUnsafeBytes({ builder.body($0) }) { throw try #require(builder.failure) }
        }
        return String(decoding: try builder.finish(status: 200).body, as: UTF8.self)
    }

    private func failure(_ body: [UInt8], _ coding: String, limit: Int = 1 << 20) -> FetchFailure.Code? {
        do {
            _ = try read(body, coding: coding, limit: limit)
            return nil
        } catch {
            return (error as? FetchFailure)?.code
        }
    }

    @Test(arguments: Packed.bodies.indices, [1, 2, 7, 64, .max])
    func `is unpacked, in whatever pieces it comes`(index: Int, size: Int) throws {
        let (coding, bytes) = Packed.bodies[index]
        #expect(try read(bytes, coding: coding, pieces: size) == Packed.text)
        #expect(try read(bytes, coding: coding.uppercased(), pieces: size) == Packed.text)
    }

    @Test(arguments: Packed.bodies.indices)
    func `is none where it was cut off, wherever that was`(index: Int) {
        let (coding, bytes) = Packed.bodies[index]
        for end in 1..<bytes.count { #expect(failure(Array(bytes[..<end]), coding) == .malformed, "\(coding) \(end)") }
        #expect(failure([], coding) == nil)
    }

    @Test(arguments: Packed.bodies.indices, ["", "\n", "\0\0\0\0\0\0\0\0\0", "<!-- cached -->"])
    func `may have something behind its end`(index: Int, padding: String) throws {
        let (coding, bytes) = Packed.bodies[index]
        for size in [1, 5, .max] {
            #expect(try read(bytes + Array(padding.utf8), coding: coding, pieces: size) == Packed.text)
        }
    }

    @Test(arguments: ["gzip", "zstd"], [1, 3, .max])
    func `may have several members`(coding: String, size: Int) throws {
        let member = try #require(Packed.bodies.first { $0.coding == coding }).bytes
        #expect(
            try read(member + member + member, coding: coding, pieces: size) == Packed.text + Packed.text + Packed.text)
        #expect(failure(member + member.dropLast(3), coding) == .malformed)
    }

    @Test(arguments: ["utf-8", "identity", "none", "", "binary", "UTF-8, identity", "text/html"])
    func `is plain where its coding is none`(coding: String) throws {
        #expect(try read(Array("<p>plain</p>".utf8), coding: coding) == "<p>plain</p>")
    }

    @Test func `is unpacked twice where it was packed twice`() throws {
        let gzip = Packed.bodies[0].bytes
        #expect(try read(gzip, coding: "identity, x-gzip") == Packed.text)
        #expect(try read(gzip, coding: " GZIP , utf-8") == Packed.text)
    }

    @Test func `has the limit of what it is unpacked to`() {
        for (coding, bytes) in Packed.bodies {
            #expect(failure(bytes, coding, limit: Packed.text.utf8.count - 1) == .tooLarge)
            #expect(failure(bytes, coding, limit: Packed.text.utf8.count) == nil)
        }
        // Ten thousand members with nothing in them.
        let empty: [UInt8] = [31, 139, 8, 0, 0, 0, 0, 0, 2, 255, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]
        #expect(failure(Array(repeatElement(empty, count: 10_000).joined()), "gzip") == nil)
        #expect(failure(Array(repeatElement(empty, count: 10_000).joined()), "gzip", limit: 1_000) == .tooLarge)
    }

    @Test(arguments: ["gzip", "br", "zstd"]) func `is none where it is something else`(coding: String) {
        #expect(failure(Array("<p>plain text, a few words of it</p>".utf8), coding) == .malformed)
    }
}
