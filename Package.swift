// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A library of Debian's, found by pkg-config; its folder holds a module map and, where C is variadic, a shim header.
func system(_ name: String, _ pkgConfig: String, apt: String) -> Target {
    .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([apt])])
}

func module(_ name: String, _ dependencies: Target.Dependency..., resources: [Resource] = []) -> Target {
    .target(name: name, dependencies: dependencies, resources: resources, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: Target.Dependency..., exclude: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests", dependencies: dependencies + ["TestSupport"], exclude: exclude, swiftSettings: strict)
}

let logging = Target.Dependency.product(name: "Logging", package: "swift-log")
let lifecycle = Target.Dependency.product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let collections = Target.Dependency.product(name: "Collections", package: "swift-collections")
let yams = Target.Dependency.product(name: "Yams", package: "Yams")
let arguments = Target.Dependency.product(name: "ArgumentParser", package: "swift-argument-parser")
let configuration = Target.Dependency.product(name: "Configuration", package: "swift-configuration")
let metrics = Target.Dependency.product(name: "Metrics", package: "swift-metrics")
let coreMetrics = Target.Dependency.product(name: "CoreMetrics", package: "swift-metrics")
let hummingbird = Target.Dependency.product(name: "Hummingbird", package: "hummingbird")
let mustache = Target.Dependency.product(name: "Mustache", package: "swift-mustache")
let grdb = Target.Dependency.product(name: "GRDB", package: "GRDB.swift")
let sqlite = Target.Dependency.product(name: "GRDBSQLite", package: "GRDB.swift")
let nioCore = Target.Dependency.product(name: "NIOCore", package: "swift-nio")
let nioHTTP1 = Target.Dependency.product(name: "NIOHTTP1", package: "swift-nio")
let nioEmbedded = Target.Dependency.product(name: "NIOEmbedded", package: "swift-nio")
let nioPosix = Target.Dependency.product(name: "NIOPosix", package: "swift-nio")

/// A small program that shows how the library `Kafka` is used.
func example(_ name: String) -> Target {
    .executableTarget(
        name: name, dependencies: ["Kafka", logging], path: "Examples/" + name, swiftSettings: strict)
}

// The floors of the house: a target imports only what stands on a lower one. `HouseTests` holds it to that.
let package = Package(
    name: "dico",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "dico", targets: ["dico"]), .library(name: "Kafka", targets: ["Kafka"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: [.defaults, "YAML"]),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
        .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
        // `make docs`.
        .package(url: "https://github.com/swiftlang/swift-docc-plugin", from: "1.5.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    ],
    targets: [
        // 0: C libraries
        system("CRdkafka", "rdkafka", apt: "librdkafka-dev"),
        system("CLibxml2", "libxml-2.0", apt: "libxml2-dev"),
        system("CLibcurl", "libcurl", apt: "libcurl4-openssl-dev"),
        system("CZlib", "zlib", apt: "zlib1g-dev"),
        system("CBrotli", "libbrotlidec", apt: "libbrotli-dev"),
        system("CZstd", "libzstd", apt: "libzstd-dev"),
        .systemLibrary(name: "CSearch"),
        // 1: the domain, and what nobody is to read
        module("Lexicon", "CSearch"),
        module("Secrets"),
        module("Patterns"),
        // 2: the outside world
        module("Kafka", "CRdkafka", "Secrets", logging, collections),
        module("Markup", "CLibxml2", "Lexicon"),
        module(
            "Web", "CLibcurl", "CZlib", "CBrotli", "CZstd", "Lexicon", "Secrets", logging, collections, metrics),
        module("Prometheus", coreMetrics),
        // 3: a page in, a verdict out; what was said, kept
        module("Answers", "Lexicon", grdb, sqlite, logging, metrics),
        module("Diagnosis", "Lexicon", "Kafka"),
        module("Extraction", "Lexicon", "Patterns", "Web", "Markup", yams),
        // 4: dictionaries
        module("Providers", "Lexicon", "Answers", "Web", "Markup", "Extraction", yams, collections, logging, metrics),
        // 5: who asks them
        module("Client", "Lexicon", "Kafka", "Diagnosis", lifecycle, logging),
        module(
            "SharedAnswers", "Lexicon", "Kafka", "Answers", "Diagnosis", lifecycle, logging, metrics, collections),
        module("Fixtures", "Lexicon", "Web", "Extraction", "Providers", logging, metrics),
        // 6: services
        module(
            "Worker", "Lexicon", "Patterns", "Kafka", "Diagnosis", "Providers", lifecycle, logging, metrics, collections
        ),
        module(
            "Gateway", "Lexicon", "Secrets", "Providers", "Client", lifecycle, logging, hummingbird, mustache,
            coreMetrics, nioCore, nioHTTP1,
            // In the program itself, so that it can be copied about alone.
            resources: [
                .embedInCode("OpenAPI/openapi.yaml"), .embedInCode("Page/Templates/layout.mustache"),
                .embedInCode("Page/Templates/home.mustache"), .embedInCode("Page/Templates/result.mustache"),
                .embedInCode("Page/Templates/sense.mustache"), .embedInCode("Page/Templates/relations.mustache"),
                .embedInCode("Page/Templates/source.mustache"), .embedInCode("Page/Templates/notice.mustache"),
                .embedInCode("Page/Assets/page.css"), .embedInCode("Page/Assets/page.js"),
                .embedInCode("Page/Assets/icon.svg"), .embedInCode("Page/Assets/robots.txt"),
            ]),
        module("Admin", "Prometheus", lifecycle, logging, hummingbird, nioCore),
        // 7: the commands
        .executableTarget(
            name: "dico",
            dependencies: [
                "Lexicon", "Secrets", "Kafka", "Web", "Answers", "Extraction", "Providers", "Fixtures", "Client",
                "SharedAnswers", "Diagnosis", "Worker", "Gateway", "Admin", "Prometheus", "Markup", arguments,
                configuration, lifecycle, logging, metrics, yams,
            ],
            // The same file as `providers/provider.schema.json`.
            resources: [.embedInCode("Resources/provider.schema.json")],
            swiftSettings: strict),
        example("PushPull"),
        example("DeadLetterWorker"),
        example("RequestReply"),
        .testTarget(
            name: "EmbeddedBrokerExampleTests", dependencies: ["Kafka", logging], path: "Examples/EmbeddedBrokerTests",
            swiftSettings: strict),
        .executableTarget(
            name: "bench",
            dependencies: [
                "CRdkafka", "Kafka", "Lexicon", "Web", "Answers", "Extraction", "Providers", "Client", "SharedAnswers",
                "TestSupport", arguments, lifecycle, logging,
            ],
            path: "bench", exclude: ["RESULTS.md"], swiftSettings: strict),

        .target(
            name: "TestSupport", dependencies: ["Kafka", "Web", logging, nioCore, nioPosix], path: "Tests/TestSupport",
            exclude: ["read_metrics.py"], swiftSettings: strict),
        // Workers under faults: the account of what became of every request, and the long run of `make chaos`.
        .target(
            name: "ChaosSupport", dependencies: ["Kafka", "Lexicon", "TestSupport", logging],
            path: "Tests/ChaosSupport", swiftSettings: strict),
        .executableTarget(
            name: "chaos", dependencies: ["ChaosSupport", "TestSupport", arguments], path: "Tests/Chaos",
            swiftSettings: strict),
        // Damaged pages of every source: the short run of the tests, and the long one of `make fuzz`.
        .target(
            name: "FuzzSupport",
            dependencies: ["Extraction", "Lexicon", "Markup", "Providers", "TestSupport", "Web", logging],
            path: "Tests/FuzzSupport", swiftSettings: strict),
        .executableTarget(
            name: "fuzz", dependencies: ["FuzzSupport", "Extraction", arguments], path: "Tests/Fuzz",
            swiftSettings: strict),
        tests("House"),
        tests("Lexicon", "Lexicon"),
        tests("Secrets", "Secrets"),
        tests("Patterns", "Patterns"),
        tests("Answers", "Answers", "Lexicon", logging),
        tests("Kafka", "Kafka", logging, exclude: ["broker_proxy.py"]),
        tests("Diagnosis", "Diagnosis", "Kafka", "Lexicon"),
        tests("Markup", "Markup", exclude: ["named_references.py", "lexbor_trees.py"]),
        tests("Web", "Web", "CLibcurl", "Lexicon", "Prometheus", logging, metrics),
        tests("Prometheus", "Prometheus", metrics),
        tests("Extraction", "Extraction", "Lexicon", "Web", yams),
        tests(
            "Providers", "Providers", "Answers", "Extraction", "FuzzSupport", "Web", "Lexicon",
            exclude: ["validate_manifests.py"]),
        tests("Fixtures", "Fixtures", "Answers", "Providers", "Web", "Lexicon", logging),
        tests("SharedAnswers", "SharedAnswers", "Answers", "Kafka", "Lexicon", logging, lifecycle),
        tests("Client", "Client", "Kafka", "Lexicon", logging, lifecycle),
        tests("Admin", "Admin", "Prometheus", logging, lifecycle),
        tests(
            "Gateway", "Gateway", "Client", "Admin", "Lexicon", "Providers", "Prometheus", logging, lifecycle, nioCore,
            nioEmbedded, nioPosix),
        tests("Worker", "Worker", "Kafka", "Providers", "Lexicon", "Secrets", logging, lifecycle),
        tests("Chaos", "ChaosSupport", "Kafka", "Lexicon", "dico"),
        .testTarget(
            name: "DicoTests",
            dependencies: [
                "Lexicon", "Kafka", "Web", "Worker", "TestSupport", "dico", "PushPull", "DeadLetterWorker",
                "RequestReply", logging,
            ],
            exclude: [
                "action_steps.py", "at_a_terminal.py", "get_started.py", "original_client.py",
                "original_worker.py", "schemathesis.toml", "schemathesis_ndjson.py",
            ], swiftSettings: strict),
    ],
    swiftLanguageModes: [.v6]
)
