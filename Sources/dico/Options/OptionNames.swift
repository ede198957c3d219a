/// What a command's help says that its options are called.
struct OptionNames {
    private let names: Set<Substring>
    private let withValues: Set<Substring>

    init(of help: String) {
        // "  -l, --language <language>  The language …"; what stands further in goes on with a line before.
        let lines = help.split(separator: "\n").filter { $0.hasPrefix("  -") }
        func found(in lines: [Substring]) -> Set<Substring> {
            Set(
                lines.flatMap { line in
                    line.split { ", <>=".contains($0) }.prefix { $0.first == "-" }.map { $0.drop { $0 == "-" } }
                })
        }
        names = found(in: lines)
        withValues = found(in: lines.filter { $0.contains(" <") })
    }

    /// Whether what stands behind `argument` is its value.
    func takeValue(behind argument: String) -> Bool {
        argument.first == "-" && withValues.contains(argument.drop { $0 == "-" })
    }

    /// Whether `argument`, which begins with one hyphen, is an option, several in one, an option with its value, or one that
    /// lacks a hyphen.
    func mean(_ argument: String) -> Bool {
        let name = argument.dropFirst()
        return argument.contains("=") || names.contains(name) || name.allSatisfy { names.contains("\($0)") }
    }

    /// Whether `argument` is an option, several in one, or an option with its value.
    func have(_ argument: String) -> Bool {
        let name = argument.prefix { $0 != "=" }
        if name.hasPrefix("--") { return name.count > 3 && names.contains(name.dropFirst(2)) }
        // A property stands in one with its option.
        return name.dropFirst().allSatisfy { names.contains("\($0)") } || name.hasPrefix("-X") && names.contains("X")
    }

    /// The option that was meant by one that there is not; nil where none is near.
    func guess(_ argument: String) -> String? {
        let typed = argument.drop { $0 == "-" }
        // A letter with a hyphen too many.
        if typed.count == 1, names.contains(typed) { return "-\(typed)" }
        return Likeness.guess(String(typed), among: names.filter { $0.count > 1 }.map(String.init))
            .map { "--\($0)" }
    }
}
