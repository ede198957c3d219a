import Testing

@testable import Worker

@Suite struct FarewellsTests {
    @Test func `a farewell goes at once where nothing is outstanding for its topic`() {
        var farewells = Farewells<String>()
        farewells.began("other")
        let mayGo = farewells.mayGo("bye", to: "mine")
        #expect(mayGo)
    }

    @Test func `a farewell waits for all that was asked before it`() {
        var farewells = Farewells<String>()
        farewells.began("mine")
        farewells.began("mine")
        let mayGo = farewells.mayGo("bye", to: "mine")
        #expect(!mayGo)
        let released = [farewells.ended("mine"), farewells.ended("mine")]
        #expect(released == [[], ["bye"]])
    }

    @Test func `what is asked after it holds it no longer`() {
        var farewells = Farewells<String>()
        farewells.began("mine")
        _ = farewells.mayGo("bye", to: "mine")
        for _ in 0..<10 { farewells.began("mine") }
        let released = farewells.ended("mine")
        #expect(released == ["bye"])
    }

    @Test func `once all is answered a farewell goes at once again`() {
        var farewells = Farewells<String>()
        farewells.began("mine")
        _ = farewells.ended("mine")
        let mayGo = farewells.mayGo("bye", to: "mine")
        #expect(mayGo)
    }
}
