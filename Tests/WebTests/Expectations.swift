import Testing
import Web

/// Expects a failure of `code` whose message holds `words`.
func expect(
    _ code: FetchFailure.Code, _ words: String, sourceLocation: SourceLocation = #_sourceLocation,
    _ fetch: () async throws -> Page
) async {
    do {
        let page = try await fetch()
        Issue.record("A page came, of status \(page.status).", sourceLocation: sourceLocation)
    } catch let failure as FetchFailure {
        #expect(failure.code == code, "\(failure)", sourceLocation: sourceLocation)
        #expect(failure.message.contains(words), sourceLocation: sourceLocation)
    } catch {
        Issue.record(error, sourceLocation: sourceLocation)
    }
}
