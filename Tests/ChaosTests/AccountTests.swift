import ChaosSupport
import Testing

@Suite struct Accounting {
    private let lane = Account.Lane(topic: "t", partition: 0)
    private let start = ContinuousClock.now
    private var account = Account()

    private func at(_ seconds: Double) -> ContinuousClock.Instant { start + .seconds(seconds) }

    private mutating func send(_ ids: String..., ending: Account.Ending = .reply) {
        for id in ids { account.send(id, on: lane, ending: ending, at: at(0)) }
    }

    @Test mutating func `what has no end is lost`() {
        send("a", "b", "c")
        send("poison", ending: .deadLetter)
        account.receive(.reply, of: "a", at: at(1))
        account.receive(.deadLetter, of: "b", at: at(1))
        // Its dead letter is missing, whatever its sender was told.
        account.receive(.reply, of: "poison", at: at(1))
        #expect(account.pending == ["c", "poison"])
        #expect(account.summary.lost == 2)
        let isKnown = account.receive(.reply, of: "unheard of", at: at(1))
        #expect(!isKnown)
    }

    @Test mutating func `a dead letter and the reply that tells of it are no repeat`() {
        send("poison", ending: .deadLetter)
        account.receive(.reply, of: "poison", at: at(1))
        account.receive(.deadLetter, of: "poison", at: at(1))
        #expect(account.summary == Summary(sent: 1, answered: 1, deadLettered: 1))
    }

    @Test mutating func `a repeat without a reason is one too many`() {
        send("a")
        for second in [1.0, 2] { account.receive(.reply, of: "a", at: at(second)) }
        #expect(account.summary == Summary(sent: 1, answered: 1, repeated: 1, excess: 1))
    }

    @Test mutating func `a kill explains repeats from the first request on that was not committed, one each`() {
        send("committed", "slow", "behind")
        account.receive(.reply, of: "committed", at: at(1))
        account.receive(.reply, of: "behind", at: at(1))
        account.disturb(from: at(10), until: at(10))
        account.send("later", on: lane, ending: .reply, at: at(11))
        for id in ["committed", "slow", "behind", "behind", "later", "later"] {
            account.receive(.reply, of: id, at: at(12))
        }
        // "behind" came three times after one kill; "committed" and "later" twice without any.
        #expect(account.summary == Summary(sent: 4, answered: 4, repeated: 4, excess: 3))
        #expect(account.summary.lost == 0)
    }
}
