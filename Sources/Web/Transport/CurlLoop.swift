import CLibcurl
import Foundation
import Synchronization

/// The thread on which all transfers of a fetcher run, and the letter box through which work reaches it.
final class CurlLoop: Sendable {
    private enum Order {
        case start(UInt64, Exchange, Promise<ExchangeAnswer>)
        case cancel(UInt64)
        case stop
    }

    private struct Mailbox {
        var orders: [Order] = []
        var nextID: UInt64 = 0
        /// Set before the multi handle is freed; from then on nothing more is taken.
        var isClosed = false
    }

    private let mailbox = Mutex(Mailbox())
    private let multi: CurlMulti

    init(resolve: [String]) {
        multi = CurlMulti()
        let thread = Thread { [self] in
            // Only a thread itself can set its name here.
            Thread.current.name = "web"
            run(resolve: resolve)
        }
        thread.start()
    }

    /// Lets the thread end; transfers under way are cancelled.
    func stop() { post(.stop) }

    func perform(_ exchange: Exchange) async throws(FetchFailure) -> ExchangeAnswer {
        let id = mailbox.withLock { box in
            box.nextID += 1
            return box.nextID
        }
        let promise = Promise<ExchangeAnswer>()
        guard post(.start(id, exchange, promise)) else { throw .cancelledFetch }
        do {
            return try await promise.value
        } catch {
            if error.code == .cancelled { post(.cancel(id)) }
            throw error
        }
    }

    @discardableResult
    private func post(_ order: Order) -> Bool {
        mailbox.withLock { box in
            guard !box.isClosed else { return false }
            // Whoever put the first one there has woken the thread, which takes them all.
            if box.orders.isEmpty { multi.wakeUp() }
            box.orders.append(order)
            return true
        }
    }

    private func run(resolve: [String]) {
        blockBrokenPipeSignal()
        var work = TransferTable(multi: multi, resolve: resolve)
        var isStopping = false
        while !isStopping {
            let orders = mailbox.withLock { box in
                defer { box.orders = [] }
                return box.orders
            }
            for order in orders {
                switch order {
                case .start(let id, let exchange, let promise): work.start(id, exchange, promise)
                case .cancel(let id): work.end(id, .failure(.cancelledFetch))
                case .stop: isStopping = true
                }
            }
            work.advance()
            if !isStopping { multi.wait(until: work.nextLimit) }
        }
        close(&work)
    }

    private func close(_ work: inout TransferTable) {
        let late = mailbox.withLock { box in
            box.isClosed = true
            defer { box.orders = [] }
            return box.orders
        }
        for case .start(_, _, let promise) in late { promise.resolve(.failure(.cancelledFetch)) }
        work.endAll(.cancelledFetch)
        multi.free()
    }

    /// A server that goes away must not end the program: OpenSSL may write to a closed socket without asking for the
    /// error instead of the signal. Blocked in this thread, the signal concerns nobody else.
    private func blockBrokenPipeSignal() {
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &signals, nil)
    }
}
