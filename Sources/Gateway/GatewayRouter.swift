import Hummingbird

extension GatewayService {
    /// All that the gateway answers: a group of routes for each part, behind the guards that it needs.
    func router(counting metrics: HTTPMetrics) -> Router<GatewayContext> {
        let router = Router(context: GatewayContext.self, options: .autoGenerateHeadEndpoints)
        let routes = RouteTable()
        router.add(middleware: HTTPMetricsMiddleware(metrics: metrics))
        router.add(middleware: ClientMiddleware(proxies: TrustedProxies(configuration.trustedProxies)))
        router.add(middleware: BodyMiddleware(patience: configuration.patience))
        router.add(middleware: SecurityHeadersMiddleware())
        if !configuration.allowedOrigins.isEmpty {
            router.add(middleware: OriginMiddleware(allowed: configuration.allowedOrigins))
        }
        router.add(middleware: ProblemMiddleware(routes: routes))

        // Whoever watches the gateway has no token, and is not to be told to wait.
        addOperations(router)

        let controller = LookupController(
            lookups: lookups, languages: languages, timeout: configuration.timeout, limits: configuration.limits)
        let v1 = V1Routes(controller: controller)
        let guards = Guards(configuration, metrics)
        OpenAPIRoutes().add(to: guards.admitting(router.group()))
        v1.addLanguages(to: guards.admitting(router.group("v1")))
        v1.addWords(to: guards.lookingUp(router.group("v1")))
        LookupsRoutes(controller: controller, rate: guards.rate).add(to: guards.lookingUpLists(router.group("v1")))
        FreeDictionaryRoutes(controller: controller)
            .add(to: guards.lookingUp(router.group("api/v2").add(middleware: FreeDictionaryErrorMiddleware())))

        let writer = PageWriter(languages: languages)
        let page = PageRoutes(controller: controller, writer: writer)
        let problems = PageProblemMiddleware(writer: writer)
        page.addHome(to: guards.admitting(router.group().add(middleware: problems)))
        page.addWords(to: guards.lookingUp(router.group().add(middleware: problems)))
        PageAssets().add(to: guards.admitting(router.group()))

        routes.learn(router.routes)
        return router
    }
}

/// What stands before routes. One of each for the whole gateway, because they count.
private struct Guards {
    let rate: ClientRate?
    private let bearer: BearerMiddleware?
    private let origins: CrossOriginMiddleware
    private let body: WholeBodyMiddleware
    private let inFlight: InFlightMiddleware

    init(_ configuration: GatewayConfiguration, _ metrics: HTTPMetrics) {
        bearer =
            configuration.tokens.isEmpty ? nil : BearerMiddleware(tokens: configuration.tokens, refusals: metrics.token)
        rate = configuration.rate.map { ClientRate(rate: $0, refusals: metrics.rate) }
        origins = CrossOriginMiddleware(allowed: configuration.allowedOrigins)
        body = WholeBodyMiddleware(
            maxBody: configuration.maxBody, patience: configuration.patience,
            bodies: Bodies(limit: configuration.bodyMemory, refusals: metrics.bodies))
        inFlight = InFlightMiddleware(
            inFlight: InFlight(limit: configuration.maxInFlight, clientLimit: configuration.maxPerClient ?? .max),
            refusals: metrics.full)
    }

    /// For those who may ask.
    func admitting(_ group: RouterGroup<GatewayContext>) -> RouterGroup<GatewayContext> {
        if let bearer { group.add(middleware: bearer) }
        return group
    }

    /// For what looks a word up: as often as the client may, and as many at once as may be.
    func lookingUp(_ group: RouterGroup<GatewayContext>) -> RouterGroup<GatewayContext> {
        counting(admitting(group)).add(middleware: inFlight)
    }

    /// For what looks up the words of a body. A place is taken when the body is there.
    func lookingUpLists(_ group: RouterGroup<GatewayContext>) -> RouterGroup<GatewayContext> {
        counting(admitting(group.add(middleware: origins))).add(middleware: body).add(middleware: inFlight)
    }

    private func counting(_ group: RouterGroup<GatewayContext>) -> RouterGroup<GatewayContext> {
        if let rate { group.add(middleware: RateLimitMiddleware(rate: rate)) }
        return group
    }
}
