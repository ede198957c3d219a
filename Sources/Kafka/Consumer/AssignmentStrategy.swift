/// How a group shares partitions among its members. All members of a group must use the same.
public enum AssignmentStrategy: String, Sendable, CaseIterable {
    /// Neighbouring partitions of each topic; every rebalance revokes all partitions of all members.
    case range
    /// Partitions dealt out one by one; every rebalance revokes all partitions of all members.
    case roundrobin
    /// Members keep what they have, and a rebalance revokes only what moves.
    case cooperativeSticky = "cooperative-sticky"
}
