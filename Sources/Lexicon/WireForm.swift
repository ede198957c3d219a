/// The two shapes a request and its reply can have.
public enum WireForm: Sendable, Hashable {
    /// The reference implementation's: `{"word", "response_topic"}` answered by exactly `{"word", "definition"}`.
    case seed
    /// Everything dico knows; see `LookupReply`.
    case full
}
