/// Who uses whom.
struct Arrows {
    private var heads: [String: Set<String>] = [:]
    /// A sentence on where each arrow was seen first.
    private var grounds: [String: String] = [:]

    mutating func add(from tail: String, to head: String, because ground: @autoclosure () -> String) {
        guard tail != head, heads[tail, default: []].insert(head).inserted else { return }
        grounds["\(tail) → \(head)"] = ground()
    }

    /// In order, each with those that it uses.
    var all: [(tail: String, heads: [String])] {
        heads.sorted { $0.key < $1.key }.map { ($0.key, $0.value.sorted()) }
    }

    func ground(from tail: String, to head: String) -> String { grounds["\(tail) → \(head)"] ?? "" }

    /// The arrows that lead back to where they begin, with what they rest on.
    var circles: [String] {
        all.flatMap { tail, heads in
            heads.filter { reach(of: $0).contains(tail) }.map { "\(tail) → \($0) (\(ground(from: tail, to: $0)))" }
        }
    }

    private func reach(of start: String) -> Set<String> {
        var reached: Set<String> = [start]
        var open = [start]
        while let node = open.popLast() {
            for head in heads[node] ?? [] where reached.insert(head).inserted { open.append(head) }
        }
        return reached
    }
}
