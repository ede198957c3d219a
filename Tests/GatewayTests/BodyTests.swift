import Gateway
import Lexicon
import TestSupport
import Testing

@testable import Gateway

@Suite struct BodiesThatCome {
    private let found = ScriptedLookups { LookupReply.found($0) }

    private typealias Table = BodyTable<Int, String>

    @Test func `of the client whose bodies take most, the largest goes`() {
        var table = Table(limit: 100)
        for id in 0..<4 { table.begin(id, of: id < 3 ? "many" : "one") }
        for (id, bytes) in [(0, 20), (1, 30), (3, 40), (2, 10)] { #expect(table.grow(id, to: bytes).isEmpty) }
        #expect(table.grow(3, to: 45) == [1])
        #expect(table.bytes == 75)
        #expect(table.grow(3, to: 80) == [3])
        #expect(table.grow(3, to: 90).isEmpty)
        table.remove(0)
        table.remove(1)
        #expect(table.bytes == 10)
    }

    @Test func `as many go as it takes, and never the small one for which there is no room`() {
        var table = Table(limit: 1_000)
        for id in 0..<100 {
            table.begin(id, of: "\(id)")
            #expect(table.grow(id, to: 10).isEmpty)
        }
        table.begin(100, of: "small")
        let gone = table.grow(100, to: 5)
        #expect(gone.count == 1 && gone != [100])
        table.begin(101, of: "large")
        #expect(table.grow(101, to: 2_000) == [101])
        #expect(table.bytes == 995)
    }

    @Test(arguments: ["Content-Length: 4096\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\nFFF\r\n"])
    func `bodies that do not come whole go for others, and small ones come through`(rest: String) async throws {
        let start = "POST /v1/lookups HTTP/1.1\r\nHost: x\r\n" + rest + String(repeating: " ", count: 4_000)
        let (statuses, answered) = AsyncStream<String>.makeStream()
        let configuration = GatewayConfiguration(maxBody: 4_096, patience: .seconds(300))
        try await TestGateway.serving(found, configuration) { gateway in
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<80 {
                    group.addTask {
                        try? await RawHTTP.connected(gateway.port) { send, receive in
                            try await send(start)
                            guard let head = try await receive() else { return }
                            answered.yield(String(decoding: head.dropFirst(9).prefix(3), as: UTF8.self))
                        }
                    }
                }
                // Of these 64 may stay.
                var gone: [String] = []
                for await status in statuses {
                    gone.append(status)
                    if gone.count == 16 { break }
                }
                #expect(Set(gone) == ["503"])
                let status = try await gateway.post(#"[{"language": "en", "word": "cloud"}]"#).status
                #expect(status == 200)
                group.cancelAll()
            }
        }
    }

    private static let chunked = "POST /v1/lookups HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n"

    @Test(
        arguments: [
            String(repeating: "1\r\n \r\n", count: 5_000), "1;a=" + String(repeating: "x", count: 50_000),
            String(repeating: "20\r\n\(String(repeating: " ", count: 32))\r\n", count: 10_000),
        ])
    func `a body that is mostly chunks is refused`(chunks: String) async throws {
        try await TestGateway.serving(found, .init(patience: .seconds(300))) { gateway in
            let answer = try await RawHTTP.exchange(gateway.port, Self.chunked + chunks)
            #expect(answer.status == 413)
            #expect(try (answer.json()["detail"] as? String)?.contains("send larger chunks") == true)
        }
    }

    @Test func `a body of a word a chunk is none that is mostly chunks`() async throws {
        let words = (0..<1_000).map { #"{"language": "en", "word": "w\#($0)"}"# + "\n" }
        let chunks = words.map { String($0.utf8.count, radix: 16) + "\r\n" + $0 + "\r\n" }.joined()
        let answer = try await TestGateway.serving(found) {
            try await RawHTTP.exchange($0.port, Self.chunked + chunks + "0\r\n\r\n")
        }
        #expect(answer.status == 200)
        #expect(found.asked.count == 1_000)
    }
}
