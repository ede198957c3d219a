# syntax=docker/dockerfile:1
# dico with its providers, to run as a worker, a gateway or a client: docker run … dico worker --help

FROM swift:6.3-bookworm AS build
# Debian's stable packages change by security fixes alone, which an image should get.
# hadolint ignore=DL3008
RUN apt-get update -qq \
    && apt-get install -qq -y --no-install-recommends make python3 debhelper lintian librdkafka-dev libxml2-dev \
        libcurl4-openssl-dev zlib1g-dev libbrotli-dev libzstd-dev libsqlite3-dev pkg-config \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /src
# Dependencies are a layer of their own: they change less often than the sources.
COPY Package.swift ./
RUN swift package resolve
COPY . .
RUN make deb && mv .build/deb/dico_*.deb /dico.deb

# Its librdkafka is 2.8, which SCRAM wants (docs/operations.md); the package is for Debian 12 and newer.
FROM debian:trixie-slim
# The user has a number that a cluster can name; the package would give it the next that is free.
# hadolint ignore=DL3008
RUN --mount=type=bind,from=build,source=/dico.deb,target=/tmp/dico.deb \
    groupadd --gid 10001 dico \
    && useradd --uid 10001 --gid dico --home-dir /var/lib/dico --create-home --shell /usr/sbin/nologin dico \
    && apt-get update -qq \
    && apt-get install -qq -y --no-install-recommends /tmp/dico.deb \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /var/lib/dico
USER 10001:10001

# The worker's metrics and health; a gateway has its health at its own port and says so in HEALTH_PORT.
ENV DICO_ADMIN_ADDRESS=127.0.0.1:9464 HEALTH_PORT=9464
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/$HEALTH_PORT && printf 'GET /health/live HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r status <&3 && [[ $status == *' 200 '* ]]"]

ENTRYPOINT ["dico"]
CMD ["worker"]
