import Collections
import Lexicon

/// The lookups that wait for a turn at one source, in two lanes. Plain state.
struct WaitingLine: Sendable {
    typealias ID = UInt64

    /// Turns in a row that interactive lookups get while bulk ones wait: those get one in ten at least.
    static let mostInARow = 9

    let language: String
    /// Whether a lookup that begins now would have its turn at once.
    var isOpen = false
    /// Whether somebody was asked to say so.
    var isWatched = false
    /// The lookup that began and has not had its turn yet: no other begins before, so that those who wait stay here,
    /// where a turn goes to whoever should have it.
    var atDoor: ID?

    private var interactive: Deque<ID> = []
    private var bulk: Deque<ID> = []
    private var interactiveInARow = 0

    init(language: String) {
        self.language = language
    }

    var mayBegin: Bool { atDoor == nil && !(interactive.isEmpty && bulk.isEmpty) }
    var wantsWatch: Bool { mayBegin && !isOpen && !isWatched }

    /// How many lookups have their turns before one that comes now.
    func waiting(before lane: Lane) -> Int {
        switch lane {
        case .interactive: interactive.count + min(bulk.count, interactive.count / Self.mostInARow)
        case .bulk: bulk.count + min(interactive.count, (bulk.count + 1) * Self.mostInARow)
        }
    }

    mutating func add(_ id: ID, _ lane: Lane, atHead: Bool = false) {
        switch (lane, atHead) {
        case (.interactive, false): interactive.append(id)
        case (.interactive, true): interactive.prepend(id)
        case (.bulk, false): bulk.append(id)
        case (.bulk, true): bulk.prepend(id)
        }
    }

    /// The lookup whose turn it is.
    mutating func next() -> ID? {
        if bulk.isEmpty { return interactive.popFirst() }
        guard !interactive.isEmpty, interactiveInARow < Self.mostInARow else {
            interactiveInARow = 0
            return bulk.popFirst()
        }
        interactiveInARow += 1
        return interactive.popFirst()
    }

    mutating func remove(where isGone: (ID) -> Bool) {
        interactive.removeAll(where: isGone)
        bulk.removeAll(where: isGone)
    }
}
