import Testing

@testable import Web

@Suite struct HostTests {
    @Test(arguments: [
        "0.0.0.0", "10.1.2.3", "100.64.0.1", "100.127.255.255", "127.0.0.1", "127.9.9.9", "169.254.169.254",
        "172.16.0.1", "172.31.255.255", "192.168.0.1", "192.0.0.1", "192.0.2.1", "198.18.0.1", "198.19.255.255",
        "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255", "::", "::1",
        "fc00::1", "fd12:3456::1", "fe80::1", "fe80::1%eth0", "ff02::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1",
        "::127.0.0.1", "64:ff9b::10.0.0.1", "64:ff9b:1::1", "2002:7f00:1::1", "2001:db8::1", "2001::1", "100::1",
        "fec0::1", "3fff::1",
    ])
    func whatBelongsToNoPublicNetworkIsPrivate(text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic == false)
        #expect(HostRules.isPrivate(host: text))
    }

    @Test(arguments: [
        "1.1.1.1", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "172.15.255.255", "172.32.0.0",
        "192.167.0.1", "198.17.0.1", "198.20.0.1", "208.80.154.224", "223.255.255.255", "2620:0:861:ed1a::1",
        "2a02:ec80::1", "::ffff:1.1.1.1", "64:ff9b::1.1.1.1", "2001:200::1",
    ])
    func theRestIsPublic(text: String) throws {
        #expect(try #require(IPAddress(text)).isPublic)
        #expect(!HostRules.isPrivate(host: text))
    }

    @Test(arguments: ["localhost", "a.localhost", "dictionary", "printer.local", "wiki.internal", "nas.home.arpa"])
    func namesThatNoPublicServerHasArePrivate(host: String) {
        #expect(HostRules.isPrivate(host: host))
    }

    @Test(arguments: ["de.wiktionary.org", "localhost.example.org", "local.example", "internal.co"])
    func otherNamesArePublic(host: String) {
        #expect(!HostRules.isPrivate(host: host))
    }

    /// Other spellings of 127.0.0.1 are written out before the rules see them.
    @Test(arguments: [
        "http://2130706433/", "http://0x7f.1/", "http://0177.0.0.1/", "http://127.1/", "http://127.0.0.1./",
    ])
    func oddSpellingsOfAnAddressAreThatAddress(url: String) throws {
        let address = try #require(WebAddress(url))
        #expect(address.host == "127.0.0.1")
    }

    @Test func anOriginNamesThePortWhereItIsNotTheSchemesOwn() {
        #expect(WebAddress("https://H.example:443/a")?.origin == "https://h.example")
        #expect(WebAddress("http://h.example:443/a")?.origin == "http://h.example:443")
        #expect(WebAddress("http://[::1]:8080/a")?.origin == "http://[::1]:8080")
    }
}
