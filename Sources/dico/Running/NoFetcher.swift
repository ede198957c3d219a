import Web

/// Stands where no page is ever fetched.
struct NoFetcher: PageFetcher {
    func fetch(_ request: PageRequest) async throws(FetchFailure) -> Page {
        throw FetchFailure(.unreachable, "This command fetches no pages.")
    }
}
