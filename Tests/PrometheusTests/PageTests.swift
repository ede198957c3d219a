import Metrics
import Prometheus
import TestSupport
import Testing

/// What a page shows of handles, line by line.
@Suite struct Pages {
    private let registry = PrometheusRegistry()

    private var lines: [String] { registry.page().split(separator: "\n").map(String.init) }

    @Test func `an empty registry has an empty page`() {
        #expect(registry.page().isEmpty)
    }

    @Test func `a counter has its type, its help and the suffix of a total`() {
        registry.describe("words_total", "Words\nlooked up\\asked.")
        Counter(label: "words", factory: registry).increment(by: 3)
        #expect(
            lines == ["# HELP words_total Words\\nlooked up\\\\asked.", "# TYPE words_total counter", "words_total 3"])
    }

    @Test func `a page ends with a line's end`() {
        Counter(label: "words", factory: registry).increment()
        #expect(registry.page().hasSuffix("words_total 1\n"))
    }

    @Test func `a counter never falls`() {
        let counter = Counter(label: "words", factory: registry)
        counter.increment(by: 2)
        counter.increment(by: -1)
        #expect(lines.last == "words_total 2")
    }

    @Test func `a counter takes fractions and leaves out what is no amount`() {
        let counter = FloatingPointCounter(label: "joules", factory: registry)
        for amount in [0.5, 1.25, -.infinity, .nan, .infinity] { counter.increment(by: amount) }
        #expect(lines.last == "joules_total 1.75")
    }

    @Test func `labels are sorted, and their values escaped`() {
        Counter(label: "words", dimensions: [("z", "1"), ("a", "say \"no\"\\\n")], factory: registry).increment()
        #expect(lines.last == #"words_total{a="say \"no\"\\\n",z="1"} 1"#)
    }

    @Test func `names that Prometheus does not know are made to fit`() {
        Gauge(label: "http.server-load", dimensions: [("9 lives", "é"), ("method:", "GET")], factory: registry)
            .record(1)
        Gauge(label: "9", factory: registry).record(2)
        #expect(lines.contains(#"http_server_load{_9_lives="é",method_="GET"} 1"#))
        #expect(lines.contains("_9 2"))
    }

    @Test func `a label that comes twice counts once`() {
        Counter(label: "words", dimensions: [("a", "1"), ("a", "2")], factory: registry).increment()
        #expect(lines.last == #"words_total{a="1"} 1"#)
    }

    @Test func `gauges come and go`() {
        let gauge = Gauge(label: "load", factory: registry)
        gauge.record(0.25)
        #expect(lines == ["# TYPE load gauge", "load 0.25"])
        gauge.destroy()
        #expect(registry.page().isEmpty)
    }

    @Test func `a meter rises and falls`() {
        let meter = Meter(label: "load", factory: registry)
        meter.set(10)
        meter.increment(by: 2)
        meter.decrement()
        #expect(lines.last == "load 11")
    }

    @Test(arguments: [(Double.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"), (1e300, "1e+300"), (-2, "-2")])
    func `every number has its form`(value: Double, form: String) {
        Meter(label: "load", factory: registry).set(value)
        #expect(lines.last == "load \(form)")
    }

    @Test func `a timer is a histogram in seconds, whose buckets hold all below them`() {
        registry.describe("wait_seconds", "Waiting.", bounds: [1, 0.1])
        let timer = Timer(label: "wait", factory: registry)
        // A value on a bound lies below it.
        for duration in [Duration.milliseconds(100), .milliseconds(500), .seconds(1), .seconds(7)] {
            timer.record(duration: duration)
        }
        #expect(
            lines == [
                "# HELP wait_seconds Waiting.", "# TYPE wait_seconds histogram", #"wait_seconds_bucket{le="0.1"} 1"#,
                #"wait_seconds_bucket{le="1"} 3"#, #"wait_seconds_bucket{le="+Inf"} 4"#, "wait_seconds_sum 8.6",
                "wait_seconds_count 4",
            ])
    }

    @Test func `a recorder is a histogram of what it is told, and of nothing that is no number`() {
        registry.describe("bytes", "Sizes.", bounds: [1_000])
        let recorder = Recorder(label: "bytes", factory: registry)
        for value in [10, 2_000, .nan, .infinity] { recorder.record(value) }
        #expect(lines.suffix(3) == [#"bytes_bucket{le="+Inf"} 2"#, "bytes_sum 2010", "bytes_count 2"])
    }

    @Test func `a histogram's own label le gives way to the page's`() {
        registry.describe("bytes", "Sizes.", bounds: [])
        Recorder(label: "bytes", dimensions: [("le", "x")], factory: registry).record(1)
        #expect(lines.contains(#"bytes_bucket{_le="x",le="+Inf"} 1"#))
    }

    @Test func `handles of one name and labels share their series, in whichever order the labels come`() {
        Counter(label: "words", dimensions: [("a", "1"), ("b", "2")], factory: registry).increment()
        Counter(label: "words_total", dimensions: [("b", "2"), ("a", "1")], factory: registry).increment()
        #expect(lines.last == #"words_total{a="1",b="2"} 2"#)
    }

    @Test func `the first kind of a name holds`() {
        Gauge(label: "load", factory: registry).record(1)
        Recorder(label: "load", factory: registry).record(5)
        #expect(lines == ["# TYPE load gauge", "load 1"])
    }

    @Test func `a handle that is destroyed twice leaves the series of another alone`() {
        let first = Meter(label: "load", factory: registry)
        first.destroy()
        Meter(label: "load", factory: registry).set(4)
        first.destroy()
        #expect(lines.last == "load 4")
    }

    @Test func `gauges can be set for each page`() {
        let meter = Meter(label: "load", factory: registry)
        registry.beforeEachPage { meter.increment() }
        #expect(lines.last == "load 1")
        #expect(lines.last == "load 2")
    }

    @Test func `nothing is lost where many threads count, and every page agrees with itself`() async throws {
        let counter = Counter(label: "words", factory: registry)
        let fractions = FloatingPointCounter(label: "joules", factory: registry)
        let timer = Timer(label: "wait", factory: registry)
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask {
                    for _ in 0..<2_000 {
                        counter.increment()
                        fractions.increment(by: 0.5)
                        timer.recordMilliseconds(250)
                    }
                }
            }
            group.addTask { [registry] in
                for _ in 0..<20 {
                    let lines = registry.page().split(separator: "\n")
                    let all = lines.first { $0.contains("+Inf") }?.split(separator: " ").last
                    let count = lines.first { $0.hasPrefix("wait_seconds_count") }?.split(separator: " ").last
                    try #require(all == count)
                }
            }
            try await group.waitForAll()
        }
        #expect(lines.contains("words_total 8000"))
        #expect(lines.contains("joules_total 4000"))
        #expect(lines.contains("wait_seconds_count 8000"))
        #expect(lines.contains("wait_seconds_sum 2000"))
    }

    @Test func `Prometheus' own library reads the page as it was meant`() async throws {
        registry.describe("words_total", "Back\\slash, \"quote\",\nnew line.")
        let odd = "back\\slash, \"quote\",\nnew line, {brace}, é"
        Counter(label: "words", dimensions: [("word", odd)], factory: registry).increment(by: 12)
        Meter(label: "load", factory: registry).set(Double.infinity)
        Timer(label: "wait", dimensions: [("stage", "fetch")], factory: registry).recordSeconds(2)
        let page = try await MetricsPage(reading: registry.page())
        let words = try #require(page.samples.first { $0.name == "words_total" })
        #expect(words.labels == ["word": odd])
        #expect((words.number, words.type) == (12, "counter"))
        #expect(words.help == "Back\\slash, \"quote\",\nnew line.")
        #expect(page.value("load") == .infinity)
        #expect(page.value("wait_seconds_bucket", ["stage": "fetch", "le": "1"]) == 0)
        #expect(page.value("wait_seconds_bucket", ["stage": "fetch", "le": "2.5"]) == 1)
        #expect(page.value("wait_seconds_count") == 1)
        #expect(page.samples.first { $0.name == "wait_seconds_sum" }?.type == "histogram")
    }

    @Test func `Prometheus' own library refuses what is no page`() async throws {
        await #expect(throws: MetricsPage.Refused.self) { _ = try await MetricsPage(reading: "words{ 1\n") }
    }
}
