import Foundation
import TestSupport
import Testing

/// Whatever a person gets wrong ends in one clear line and a code of its own.
@Suite struct Mistakes {
    @Test func `an unknown language names the known ones`() async throws {
        let ended = try await DicoProcess.run("lookup", "--language", "xx", "--replay", "fixtures", "nuage")
        expectOneLine(ended, code: 64, naming: "\"xx\"", "en", "fr")
    }

    /// Also where something else is missing, be it for want of that option.
    @Test(arguments: [
        (["lookup", "--language", "fr", "--jsno", "nuage"], "has no option --jsno: did you mean --json?"),
        (["lookup", "-l", "fr", "--langage", "x"], "has no option --langage: did you mean --language?"),
        (["lookup", "--langage=fr", "nuage"], "has no option --langage: did you mean --language?"),
        (["lookup", "-l", "en", "--hood"], "has no option --hood: a word that begins so stands behind --."),
        (["lookup", "-l", "en", "cloud", "-2"], "has no option -2: a word that begins so stands behind --."),
        (["lookup", "-len", "cloud"], "takes -len for a word: the option is -l en, with a space."),
        (["extract", "--lnguage", "fr", "--source", "x"], "has no option --lnguage: did you mean --language?"),
        (["extract", "-lnguage", "fr"], "dico extract has no option -lnguage: did you mean --language?"),
        (["dead-letters", "show", "--jsn"], "dico dead-letters show has no option --jsn: did you mean --json?"),
        (["fixtures", "record", "fr", "--sorce", "x"], "did you mean --source?"),
        (["worker", "-q"], "dico worker has no option -q: dico worker --help tells of all it has."),
        (["worker", "--verbose"], "dico worker has no option --verbose"),
    ])
    func `a misspelt option is named`(arguments: [String], hint: String) async throws {
        expectOneLine(try await DicoProcess.run(arguments), code: 64, naming: hint)
    }

    @Test(arguments: [
        (["extract", "--language", "fr"], "'--source <id>': see dico extract --help."),
        (["lookup", "nuage"], "set --language"), (["lookup", "-l", "fr"], "There is no word"),
        (["doctor", "--role", "nurse"], "worker"), (["providers", "new", "xx", "yy"], "'yy'"),
        (["worker", "--concurrency"], "'--concurrency <concurrency>'"), (["worker", "--log-level", "loud"], "debug"),
        (["dead-letters", "list", "--since", "yesterday"], "expected a moment such as 2026"),
    ])
    func `what is missing, too much or wrong is named`(arguments: [String], hint: String) async throws {
        expectOneLine(try await DicoProcess.run(arguments), code: 64, naming: hint)
    }

    @Test(arguments: ["", "# nothing\n", "---\n", "\n\n"])
    func `a file that sets nothing is no mistake, and no file neither`(text: String) async throws {
        let file = try temporaryDirectory().appending(path: "settings.yaml")
        try text.write(to: file, atomically: true, encoding: .utf8)
        for path in [file.path, ""] {
            let ended = try await DicoProcess.run("providers", "list", environment: ["DICO_CONFIG": path])
            #expect(ended.code == 0, "\(ended.errors)")
        }
    }

    @Test func `a value is blamed on what set it`() async throws {
        let set = ["DICO_CONCURRENCY": "0"]
        let variable = try await DicoProcess.run("worker", environment: set)
        expectOneLine(variable, code: 64, naming: "DICO_CONCURRENCY is 0")
        let file = try temporaryDirectory().appending(path: "dico.yaml")
        for (text, told) in [
            ("concurrency: 0", "concurrency in \(file.path) is 0"), ("log-level: loud", "log-level in"),
        ] {
            try Data(text.utf8).write(to: file)
            let below = try await DicoProcess.run("worker", environment: ["DICO_CONFIG": file.path])
            expectOneLine(below, code: 64, naming: told)
        }
        let option = try await DicoProcess.run("worker", "--concurrency", "0", environment: set)
        expectOneLine(option, code: 64, naming: "--concurrency is 0")
    }

    @Test func `a variable that is true or false says so`() async throws {
        let ended = try await DicoProcess.run("worker", environment: ["DICO_SHARE_ANSWERS": "maybe"])
        expectOneLine(ended, code: 78, naming: "DICO_SHARE_ANSWERS", "expected true or false")
    }

    @Test func `a misspelt command is named`() async throws {
        expectOneLine(
            try await DicoProcess.run("lokup", "nuage"), code: 64, naming: "\"lokup\"", "did you mean lookup?")
        expectOneLine(try await DicoProcess.run("providers", "lst"), code: 64, naming: "did you mean list?")
        expectOneLine(try await DicoProcess.run("zzz"), code: 64, naming: "zzz", "worker")
        expectOneLine(try await DicoProcess.run("lokup", "--help"), code: 64, naming: "did you mean lookup?")
    }

    @Test(arguments: [
        (["nonsense"], "dico has no command \"nonsense\": expected one of demo, lookup"),
        (["lokup"], "did you mean lookup?"), (["providers", "lst"], "dico providers has no command \"lst\""),
        (["providers", "list", "more"], "dico providers list has no command \"more\""),
    ])
    func `there is no help on what there is not`(words: [String], hint: String) async throws {
        expectOneLine(try await DicoProcess.run(["help"] + words), code: 64, naming: hint)
    }

    @Test(arguments: [#"lookup -l fr --replay fixtures $'nu\xe9'"#, #"providers list --providers $'\xff'"#])
    func `an argument that is no UTF-8 is refused`(command: String) async throws {
        let bash = DicoProcess.Program.at(URL(fileURLWithPath: "/bin/bash"))
        let ended = try await DicoProcess.run("-c", "\(DicoProcess.Program.dico.url.path) \(command)", program: bash)
        expectOneLine(ended, code: 64, naming: "Argument", "is no UTF-8")
    }

    @Test func `a missing folder of manifests is named`() async throws {
        let ended = try await DicoProcess.run("providers", "list", "--providers", "/nowhere")
        expectOneLine(ended, code: 78, naming: "/nowhere")
    }

    @Test func `a missing folder of recordings is named`() async throws {
        let ended = try await DicoProcess.run("lookup", "--language", "fr", "--replay", "/nowhere", "nuage")
        #expect(ended.code == 66)
        #expect(ended.errors.contains("/nowhere"))
    }

    @Test func `a page that cannot be read is named`() async throws {
        let ended = try await DicoProcess.run(
            "extract", "--language", "fr", "--source", "wiktionary", "--word", "nuage", "/nowhere.html")
        expectOneLine(ended, code: 66, naming: "/nowhere.html")
    }

    @Test func `an unknown source names the known ones`() async throws {
        let ended = try await DicoProcess.run(
            "extract", "--language", "fr", "--source", "wikipedia", "--word", "nuage", "README.md")
        expectOneLine(ended, code: 64, naming: "wikipedia", "wiktionary")
    }

    @Test func `a page that was never recorded names the command that records it`() async throws {
        let ended = try await DicoProcess.run("lookup", "--language", "fr", "--replay", "fixtures", "zyzomys")
        #expect(ended.code == 2)
        #expect(ended.output.isEmpty)
        #expect(ended.errors.contains("dico fixtures record fr zyzomys"))
        #expect(ended.errorLines.last?.contains("nuage") == true, "what there is to try is told")
    }

    @Test(arguments: [
        ("pommes de terres", "'pommes de terres'"), ("aujourd'huy", #"'aujourd'\''huy'"#), ("-ismes", "-- -ismes"),
        ("nuées;ls", "'nuées;ls'"), ("$PAGER", "'$PAGER'"),
    ])
    func `a command that is told can be run as it stands`(word: String, told: String) async throws {
        let ended = try await DicoProcess.run("lookup", "--language", "fr", "--replay", "fixtures", "--", word)
        #expect(ended.code == 2)
        #expect(ended.errorLines.first?.hasSuffix("dico fixtures record fr \(told)") == true, "\(ended.errors)")
    }

    @Test func `a wrong value in the environment is named`() async throws {
        let ended = try await DicoProcess.run(
            "worker", "--bootstrap-servers", "127.0.0.1:1", environment: ["DICO_CONCURRENCY": "many"])
        expectOneLine(ended, code: 78, naming: "DICO_CONCURRENCY", "many")
    }

    @Test func `a settings file that is none is named`() async throws {
        let ended = try await DicoProcess.run("providers", "list", environment: ["DICO_CONFIG": "/nowhere.yaml"])
        expectOneLine(ended, code: 78, naming: "/nowhere.yaml")
    }

    @Test(arguments: [["--help"], ["lookup", "--help"], ["help", "worker"], ["--version"]])
    func `help is to be had whatever the settings are`(arguments: [String]) async throws {
        let ended = try await DicoProcess.run(
            arguments, environment: ["DICO_CONFIG": "/nowhere.yaml", "DICO_CONCURRENCI": "4", "DICO_PORT": "x"])
        #expect(ended.code == 0, "\(ended.errors)")
        #expect(!ended.output.isEmpty)
        #expect(ended.errors.isEmpty)
    }

    @Test func `a misspelt setting is named, with the one that was meant`() async throws {
        let file = try temporaryDirectory().appending(path: "dico.yaml")
        try Data("bootstrap-server: localhost:9092\ncolour: never\n".utf8).write(to: file)
        let set = try await DicoProcess.run("providers", "list", environment: ["DICO_CONFIG": file.path])
        expectOneLine(set, code: 78, naming: file.path, "mean bootstrap-servers?", "mean color?")
        let variable = try await DicoProcess.run("providers", "list", environment: ["DICO_BOOTSTRAP_SERVER": "x"])
        expectOneLine(variable, code: 78, naming: "DICO_BOOTSTRAP_SERVER (did you mean DICO_BOOTSTRAP_SERVERS?)")
        let path = try await DicoProcess.run("providers", "list", environment: ["DICO_CONFG": file.path])
        expectOneLine(path, code: 78, naming: "DICO_CONFG (did you mean DICO_CONFIG?)")
    }

    @Test func `a setting that is misspelt is named before what is missing for want of it`() async throws {
        let ended = try await DicoProcess.run("lookup", "nuage", environment: ["DICO_LANGAGE": "fr"])
        expectOneLine(ended, code: 78, naming: "DICO_LANGAGE (did you mean DICO_LANGUAGE?)")
    }

    @Test(arguments: ["1e30", "inf", "nan", "0"])
    func `a time that is none is refused`(seconds: String) async throws {
        let ended = try await DicoProcess.run("lookup", "-l", "fr", "--timeout", seconds, "nuage")
        #expect(ended.code == 64, "\(ended.errors)")
        #expect(ended.errors.contains("--timeout is"))
    }

    @Test func `a value that begins with a hyphen is told as one that is missing`() async throws {
        let ended = try await DicoProcess.run("lookup", "-l", "-ism", "nuage")
        #expect(ended.code == 64)
        #expect(ended.errors.contains("Missing value for '-l <language>'"), "\(ended.errors)")
    }

    @Test func `an address that Kubernetes sets in the place of a port is passed over`() async throws {
        let ended = try await DicoProcess.run(
            "gateway", "--port", "70000", environment: ["DICO_PORT": "tcp://10.0.0.1:8080"])
        #expect(ended.code == 64)
        #expect(ended.errors.contains("--port is 70000"), "\(ended.errors)")
        let file = try temporaryDirectory().appending(path: "dico.yaml")
        try "port: 70001".write(to: file, atomically: true, encoding: .utf8)
        let below = try await DicoProcess.run(
            "gateway", environment: ["DICO_PORT": "tcp://10.0.0.1:8080", "DICO_CONFIG": file.path])
        #expect(below.errors.contains("70001"), "\(below.errors)")
        let set = try await DicoProcess.run("gateway", "-b", "127.0.0.1:1", environment: ["DICO_PORT": "http"])
        expectOneLine(set, code: 78, naming: "DICO_PORT")
    }

    @Test func `a variable that somebody else may have set is named, and what Kubernetes sets is not`() async throws {
        let ended = try await DicoProcess.run(
            "providers", "list",
            environment: ["DICO_HOME": "/srv", "DICO_SERVICE_HOST": "10.0.0.1", "DICO_PORT_8080_TCP": "tcp://10.0.0.1"])
        #expect(ended.code == 0)
        #expect(ended.errorLines.count == 1)
        #expect(ended.errors.contains("DICO_HOME") && !ended.errors.contains("DICO_SERVICE_HOST"))
    }

    @Test(arguments: [
        (["gateway", "--embedded", "--bootstrap-servers", "127.0.0.1:1"], "--bootstrap-servers"),
        (["gateway", "-b", "127.0.0.1:1", "--replay", "fixtures"], "--replay"),
        (["lookup", "-l", "fr", "-b", "127.0.0.1:1", "--replay", "fixtures", "nuage"], "--replay"),
        (["lookup", "-l", "fr", "-b", "127.0.0.1:1", "--contact", "a@b.example", "nuage"], "--contact"),
        (["lookup", "-l", "fr", "-b", "127.0.0.1:1", "--answers", "a", "nuage"], "--answers"),
        (["lookup", "-l", "fr", "--in-process", "-b", "127.0.0.1:1", "nuage"], "-b"),
        (["lookup", "-l", "fr", "-b", "127.0.0.1:1", "-r", "fixtures", "nuage"], "-r"),
        (["lookup", "-l", "fr", "--in-process", "-Xacks=1", "nuage"], "-X"),
        (["lookup", "-l", "fr", "--reply-topic", "x", "nuage"], "--reply-topic"),
        (["lookup", "-l", "fr", "--concurrency", "3", "nuage"], "--concurrency"),
        (["lookup", "-l", "fr", "--json", "--file", "-"], "--json"),
        (["lookup", "-l", "fr", "-jf", "-"], "--json"),
        (["lookup", "-l", "fr", "--color", "always", "--file", "-"], "--color"),
        (["lookup", "-l", "fr", "--color=never", "--json", "nuage"], "--color"),
        (["lookup", "-l", "fr", "--replay", "fixtures", "--contact", "a@b.example", "nuage"], "--contact"),
        (["lookup", "-l", "fr", "--answers-size", "100000000", "nuage"], "--answers-size"),
        (["lookup", "-l", "fr", "--quarantine-size", "100000000", "nuage"], "--quarantine-size"),
        (["worker", "-b", "127.0.0.1:1", "--answers-wait", "1"], "--answers-wait"),
        (["worker", "-b", "127.0.0.1:1", "--replay", "fixtures", "--proxy", "http://127.0.0.1:1"], "--proxy"),
        (["gateway", "-b", "127.0.0.1:1", "--cache-size", "1"], "--cache-size"),
        (["gateway", "-b", "127.0.0.1:1", "--pause", "1"], "--pause"),
        (["doctor", "-b", "127.0.0.1:1", "--role", "gateway", "-g", "x"], "-g"),
        (["answers", "stats", "--answers", "a", "-b", "127.0.0.1:1"], "-b"),
        (["answers", "stats", "-b", "127.0.0.1:1", "--answers-size", "100000000"], "--answers-size"),
        (["dead-letters", "show", "--json", "--color", "never", "0:1"], "--color"),
        (["fixtures", "verify", "--update", "--strict"], "--strict"),
        (["fixtures", "record", "fr", "nuage", "--status", "404"], "--status"),
        (["fixtures", "record", "fr", "nuage", "--page", "x.html", "--contact", "a@b.example"], "--contact"),
        (["fixtures", "adopt", "--quarantine", "fixtures", "--replace"], "--replace"),
        (["providers", "try", "fr", "nuage", "--page", "x.html", "-r", "fixtures"], "-r"),
        (["providers", "watch", "--admin-address", "0"], "--admin-address"),
    ])
    func `an option that would be ignored is refused`(arguments: [String], option: String) async throws {
        let ended = try await DicoProcess.run(arguments)
        #expect(ended.code == 64)
        #expect(ended.errors.contains(option), "\(ended.errors)")
        #expect(ended.errors.contains("of no use"), "\(ended.errors)")
    }

    @Test func `without Kafka is without, whatever broker is set`() async throws {
        let ended = try await DicoProcess.run(
            "lookup", "-l", "en", "--in-process", "--replay", "fixtures", "cloud",
            environment: ["DICO_BOOTSTRAP_SERVERS": "127.0.0.1:1"])
        #expect(ended.code == 0, "\(ended.errors)")
    }

    @Test(arguments: [
        (["--proxy", "http://127.0.0.1:99999"], "a port of 1 to 65535"),
        (["--ca-file", "README.md"], "no certificate"),
        (["--ca-file", "/nowhere.pem"], "cannot be read"), (["--ca-file", "/tmp"], "cannot be read"),
    ])
    func `a way to the sites that is none is told at the start`(arguments: [String], hint: String) async throws {
        let ended = try await DicoProcess.run(["lookup", "-l", "en", "--in-process", "cloud"] + arguments)
        expectOneLine(ended, code: 64, naming: arguments[0], hint)
    }

    @Test(arguments: [
        (["fr/duden"], "wiktionary, lerobert"), (["FR/duden"], "wiktionary, lerobert"), (["xx/duden"], "xx"),
        (["duden", "fr/lerobert"], "zdic"),
    ])
    func `sources of one language that it lacks are named`(sources: [String], hint: String) async throws {
        let ended = try await DicoProcess.run(
            ["worker", "-b", "127.0.0.1:1", "--replay", "fixtures", "--log-level", "error"]
                + sources.flatMap { ["--sources", $0] })
        expectOneLine(ended, code: 64, naming: "--sources", hint)
    }

    @Test func `sources that a language lacks are named with those that it has`() async throws {
        let ended = try await DicoProcess.run(
            "worker", "--bootstrap-servers", "127.0.0.1:1", "--replay", "fixtures", "--sources", "duden",
            "--log-level", "error")
        expectOneLine(ended, code: 64, naming: "duden", "zdic")
    }

    @Test func `a regular expression that is none is refused`() async throws {
        let ended = try await DicoProcess.run(
            "worker", "--bootstrap-servers", "127.0.0.1:1", "--replay", "fixtures", "--reply-topics", "(",
            "--log-level", "error")
        expectOneLine(ended, code: 64, naming: "--reply-topics")
    }

    @Test(arguments: ["here", "127.0.0.1:", ":9090", "127.0.0.1:70000", "::1:9090", "-1"])
    func `an admin address that is none is refused with the form it has`(address: String) async throws {
        let given = try await DicoProcess.run("worker", "--admin-address=\(address)")
        #expect(given.code == 64)
        #expect(given.errors.contains("--admin-address"))
        let set = try await DicoProcess.run(
            "worker", "--bootstrap-servers", "127.0.0.1:1", environment: ["DICO_ADMIN_ADDRESS": address])
        expectOneLine(set, code: 78, naming: "DICO_ADMIN_ADDRESS", "HOST:PORT")
    }

    @Test func `an admin address that is taken, or nobody's, ends the worker with its name`() async throws {
        let other = try await FaultServer()
        for address in ["127.0.0.1:\(other.port)", "no-such-host.invalid:0"] {
            let ended = try await DicoProcess.run(
                "worker", "--bootstrap-servers", "127.0.0.1:1", "--replay", "fixtures", "--log-level", "critical",
                "--admin-address", address)
            expectOneLine(ended, code: 69, naming: address)
        }
    }

    @Test func `a format of the log that there is none of is refused with those there are`() async throws {
        let ended = try await DicoProcess.run("worker", environment: ["DICO_LOG_FORMAT": "xml"])
        #expect(ended.code == 64)
        for hint in ["DICO_LOG_FORMAT", "xml", "json"] { #expect(ended.errors.contains(hint)) }
    }

    @Test func `an address file that cannot be written is named`() async throws {
        let ended = try await DicoProcess.run("broker", "--address-file", "/nowhere/address")
        #expect(ended.code == 66)
        #expect(ended.errors.contains("/nowhere/address"))
    }
}
