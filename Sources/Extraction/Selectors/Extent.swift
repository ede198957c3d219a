import Markup

/// What an entry or a sense is: an element, or a run of siblings that has none around it.
///
/// A manifest writes it as a selector, or as `{starts: …, ends: …}`.
struct Extent: Sendable, CustomStringConvertible {
    private enum Form: Sendable {
        case elements(Selector)
        case runs(Selector, ends: Selector?)
    }

    private let form: Form

    /// Whether the first element of each is where its own text stands.
    var isRun: Bool { if case .runs = form { true } else { false } }

    var description: String {
        switch form {
        case .elements(let selector): selector.source
        case .runs(let starts, _): starts.source
        }
    }

    /// What selects it on a page that was prepared.
    private var selector: Selector {
        switch form {
        case .elements(let selector): selector
        case .runs: Self.run
        }
    }

    private static let run = Selector.known(Document.runName)

    /// Puts runs into elements of their own, and returns them all; nil where the selector finds the elements as they are.
    func prepare(_ document: Document) -> Set<Node>? {
        guard case .runs(let starts, let ends) = form else { return nil }
        return Set(document.wrapRuns(startingAt: starts, endingAt: ends))
    }

    /// Those in `scope`, given what `prepare` returned.
    func nodes(in scope: Node, _ runs: Set<Node>?) -> [Node] {
        let found = scope.select(selector)
        return runs.map { runs in found.filter(runs.contains) } ?? found
    }

    func nodes(on document: Document, _ runs: Set<Node>?) -> [Node] {
        let found = document.select(selector)
        return runs.map { runs in found.filter(runs.contains) } ?? found
    }
}

extension ManifestSection {
    /// A selector, or a mapping with `starts`, that must be there.
    func requiredExtent(_ key: String) -> Extent? {
        guard let node = value(key), node.mapping != nil, let settings = section(key) else {
            return requiredSelector(key).map(Extent.init)
        }
        let starts = settings.requiredSelector("starts")
        let ends = settings.selector("ends")
        settings.finish()
        return starts.map { Extent($0, ends: ends) }
    }
}

extension Extent {
    fileprivate init(_ selector: Selector) {
        form = .elements(selector)
    }

    fileprivate init(_ starts: Selector, ends: Selector?) {
        form = .runs(starts, ends: ends)
    }
}
