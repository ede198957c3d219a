import Kafka
import Lexicon
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

    @Test func `requests of several topics are told apart, in whatever order they begin and end`() {
        var farewells = Farewells<String>()
        for topic in ["mine", "mine", "other", "mine", "other"] { farewells.began(topic) }
        let mayGo = [farewells.mayGo("bye", to: "mine"), farewells.mayGo("ciao", to: "other")]
        #expect(mayGo == [false, false])
        let released = [farewells.ended("other", count: 2), farewells.ended("mine", count: 2), farewells.ended("mine")]
        #expect(released == [["ciao"], [], ["bye"]])
    }

    @Test func `once all is answered a farewell goes at once again`() {
        var farewells = Farewells<String>()
        farewells.began("mine")
        _ = farewells.ended("mine")
        let mayGo = farewells.mayGo("bye", to: "mine")
        #expect(mayGo)
    }
}

@Suite struct RestingFarewells {
    private func farewell(partition: Int32) -> HeldFarewells.Farewell {
        let place = TopicPartition(topic: "topic-dictionary-fr", partition: partition)
        let record = ConsumerRecord(topicPartition: place, offset: 7, timestamp: 0, key: nil, value: nil, headers: [])
        return HeldFarewells.Farewell(
            request: Request(record: record, lookup: LookupRequest(word: "", form: .seed), address: nil),
            reply: LookupReply(word: "", outcome: .notFound),
            ticket: Assignment.Ticket(topicPartition: place, epoch: 1, offset: 7))
    }

    @Test func `a farewell that rests is said once`() {
        let farewells = HeldFarewells()
        let number = farewells.rest(farewell(partition: 0))
        #expect(farewells.rested(number) != nil)
        #expect(farewells.rested(number) == nil)
    }

    @Test func `a farewell that rests goes with its partition, to come again behind its words`() {
        let farewells = HeldFarewells()
        let numbers = (0..<2).map { farewells.rest(farewell(partition: Int32($0))) }
        let gone = farewells.letGo { $0.ticket.topicPartition.partition == 0 }
        #expect(gone.map(\.ticket.topicPartition.partition) == [0])
        #expect(numbers.map { farewells.rested($0) != nil } == [false, true])
    }
}
