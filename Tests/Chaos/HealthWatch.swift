import ChaosSupport
import Foundation
import TestSupport

/// Asks workers for their health all the time, whatever else they do.
struct HealthWatch {
    /// How long an answer may take on a machine that is as busy as one gets.
    private static let patience = Duration.seconds(10)

    private let workers: [Worker]

    init(_ workers: [Worker]) {
        self.workers = workers
    }

    /// What went wrong in so long a time, with the workers that lived.
    func silences(for length: Duration) async -> [String] {
        let end = ContinuousClock.now + length
        var silences: [String] = []
        while ContinuousClock.now < end {
            for worker in workers where worker.process.isRunning {
                guard let port = worker.adminPort else { continue }
                let trouble = await Self.trouble(at: port)
                // One that was ended meanwhile owes no answer.
                if let trouble, worker.process.isRunning { silences.append(trouble) }
            }
            try? await Task.sleep(for: .milliseconds(300))
        }
        return silences
    }

    private static func trouble(at port: Int) async -> String? {
        await withTaskGroup(of: String?.self) { group in
            group.addTask {
                do {
                    let answer = try await RawHTTP.request(port, "GET", "/health/live")
                    return answer.status == 200 ? nil : "\(answer.status)"
                } catch {
                    return "\(error)"
                }
            }
            group.addTask {
                do {
                    try await Task.sleep(for: patience)
                    return "nothing within \(patience)"
                } catch {
                    return nil
                }
            }
            defer { group.cancelAll() }
            return await group.next() ?? nil
        }
    }
}
