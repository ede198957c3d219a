import Hummingbird
import NIOCore

/// What is known of a request beside itself.
public struct GatewayContext: RequestContext {
    /// What the router itself keeps of it.
    public var coreContext: CoreRequestContextStorage
    /// The connection it came on.
    let channel: any Channel
    /// Who asks, as far as limits go.
    var client = NetworkAddress.Client.unknown

    /// Made by the router for each request.
    public init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
