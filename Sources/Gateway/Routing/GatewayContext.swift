import Hummingbird
import NIOCore

/// What is known of a request beside itself.
public struct GatewayContext: RequestContext {
    public var coreContext: CoreRequestContextStorage
    /// The connection it came on.
    let channel: any Channel

    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
