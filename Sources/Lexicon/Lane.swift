/// The two ways that requests for one language come on: those that somebody waits for, and long lists, which take the
/// turns that the others leave and one in ten at least.
public enum Lane: String, Sendable, Hashable, CaseIterable {
    case interactive, bulk
}
