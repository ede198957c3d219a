import Hummingbird

/// The files that pages are made with: part of the program, and all of it our own.
struct PageAssets {
    private struct Asset {
        let path: String
        let type: String
        let bytes: [UInt8]

        var tag: String { EntityTag.weak(bytes) }
        /// With what changes when the file does, so that a page never has the style of another version for long.
        var address: String { "/\(path)?v=\(tag.filter(\.isHexDigit))" }
    }

    struct Addresses {
        let style = PageAssets.style.address
        let script = PageAssets.script.address
        let icon = PageAssets.icon.address
    }

    private static let style = Asset(
        path: "assets/page.css", type: "text/css; charset=utf-8", bytes: PackageResources.page_css)
    private static let script = Asset(
        path: "assets/page.js", type: "text/javascript; charset=utf-8", bytes: PackageResources.page_js)
    private static let icon = Asset(path: "assets/icon.svg", type: "image/svg+xml", bytes: PackageResources.icon_svg)
    /// Each link on a page is a lookup at somebody's site: that is for people.
    private static let robots = Asset(
        path: "robots.txt", type: "text/plain; charset=utf-8", bytes: PackageResources.robots_txt)

    func add(to group: RouterGroup<GatewayContext>) {
        for asset in [Self.style, Self.script, Self.icon, Self.robots] {
            let headers: HTTPFields = [.cacheControl: "max-age=300", .eTag: asset.tag]
            group.get(RouterPath(asset.path)) { request, _ in
                request.conditional(.bytes(asset.bytes, type: asset.type, headers: headers))
            }
        }
    }
}
