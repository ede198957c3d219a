# dico: `make demo` shows it, `make test` checks it, `make deb` packs it. Each installs what it
# lacks (Debian 12 with Swift 6.3).

PACKAGES = librdkafka-dev libxml2-dev libcurl4-openssl-dev zlib1g-dev libbrotli-dev libzstd-dev libsqlite3-dev pkg-config
LIBRARIES = rdkafka libxml-2.0 libcurl zlib libbrotlidec libzstd sqlite3
SHELL = bash
SUDO = $(shell [ "$$(id -u)" = 0 ] || echo sudo)
# $(call apt,PACKAGES): package lists are fetched only where they are missing or too old to install from.
apt = $(SUDO) apt-get install -qq -y $(1) || { $(SUDO) apt-get update -qq && $(SUDO) apt-get install -qq -y $(1); }

DICO = .build/debug/dico

.DEFAULT_GOAL = demo
include Packaging/install.mk

.PHONY: demo bench test test-browser test-tsan test-asan test-librdkafka chaos fuzz docs build lint format deps deps-test deps-bench deps-browser clean

demo: build
	$(DICO) demo

# Each test waits for brokers and sites most of its time, but all at once they would wait for each other.
TOGETHER = --experimental-maximum-parallelization-width 12
# $(call tests,OPTIONS): what failed stands at the end once more, where a long log is read first.
tests = set -o pipefail; mkdir -p .build; swift test --skip-build $(1) $(TOGETHER) 2>&1 | tee .build/tests.log || \
	{ echo; echo 'What failed:'; grep -A8 'recorded an issue' .build/tests.log; exit 1; }

test: deps deps-test
	swift build --build-tests
	@$(call tests)

# The gateway's page in a real browser. Pictures of what it saw are in .screenshots.
test-browser: build deps-browser
	.venv/bin/python Tests/Browser/page_in_a_browser.py

# Apart from `test`, because it builds everything a second time.
TSAN = --sanitize=thread --scratch-path .build-tsan
TSAN_PRELOAD = $(CURDIR)/.build-tsan/synchronization.so
# A broker in a process that ends need not join its threads.
TSAN_OPTIONS = report_thread_leaks=0

test-tsan: deps deps-test
	swift build --build-tests $(TSAN)
	clang -shared -fPIC -o $(TSAN_PRELOAD) Tests/ThreadSanitizer/synchronization.c
	@export LD_PRELOAD=$(TSAN_PRELOAD) TSAN_OPTIONS=$(TSAN_OPTIONS); $(call tests,$(TSAN))

# Reads and writes beside what was allocated, and what is used after it was freed.
ASAN = --sanitize=address --scratch-path .build-asan

test-asan: deps deps-test
	swift build --build-tests $(ASAN)
	@export ASAN_OPTIONS=detect_leaks=0; $(call tests,$(ASAN))

# The newest librdkafka that can be had, which lies inside PyPI's client for Python, in the place of the system's.
NEWEST = $(CURDIR)/.librdkafka

test-librdkafka: deps deps-test
	swift build --build-tests
	rm -rf $(NEWEST) && .venv/bin/pip install --quiet --target $(NEWEST) confluent-kafka
	ln -s $(NEWEST)/confluent_kafka.libs/librdkafka-*.so* $(NEWEST)/librdkafka.so.1
	@export LD_LIBRARY_PATH=$(NEWEST); $(call tests,--filter 'KafkaTests|ChaosTests')

# Workers under every fault there is, at random; the seed that it prints repeats a run.
SECONDS = 90
CHAOS_OPTIONS =

chaos: build
	.build/debug/chaos --seconds $(SECONDS) $(CHAOS_OPTIONS)

# Damaged pages of every source: `make fuzz SECONDS=60`. What goes wrong is kept in .fuzz, and the number that it prints
# repeats a run.
FUZZ_OPTIONS =

fuzz: deps $(ICU)
	swift build $(RELEASE) --product fuzz
	.build/release/fuzz --seconds $(SECONDS) $(FUZZ_OPTIONS)

# The figures, each beside the reference that it is judged by. A row whose reference is absent says so.
REFERENCES = ../shared/bench
PAGES = ../shared/pages

bench: deps deps-bench $(ICU)
	swift build $(RELEASE) --product dico
	swift build $(RELEASE) --product bench
	.build/release/bench --references $(REFERENCES) --pages $(PAGES) --output bench/RESULTS.md

# The documentation of the library `Kafka`, as pages for a web server: .build/docs.
docs: deps
	swift package --allow-writing-to-directory .build/docs generate-documentation --target Kafka \
		--warnings-as-errors --transform-for-static-hosting --hosting-base-path kafka --output-path .build/docs

build: deps
	swift build

lint:
	swift format lint --strict --recursive --configuration .swift-format Package.swift Sources Tests Examples bench

format:
	swift format --in-place --recursive --configuration .swift-format Package.swift Sources Tests Examples bench

deps:
	@pkg-config --exists $(LIBRARIES) 2>/dev/null || { $(call apt,$(PACKAGES)); }

# The original exercise's client library, for the test that it still works against this worker; a validator of JSON
# Schema, for the test that the manifests' schema says what the loader does; Prometheus' own parser, for the page of
# metrics; schemathesis, for the test that the gateway does what its description says; selectolax, for the test that
# pages are read as today's HTML.
deps-test: .venv/bin/python
	@.venv/bin/python -c 'import kafka, jsonschema, yaml, prometheus_client, schemathesis, selectolax' 2>/dev/null || \
		.venv/bin/pip install --quiet 'kafka-python<3' 'jsonschema>=4,<5' 'PyYAML>=6,<7' \
			'prometheus_client>=0.20,<1' 'schemathesis>=4.32,<5' 'selectolax>=0.4,<2'

# What the extraction is compared with.
deps-bench: .venv/bin/python
	@.venv/bin/python -c 'import selectolax, lxml, bs4' 2>/dev/null || \
		.venv/bin/pip install --quiet selectolax lxml beautifulsoup4

# Debian's browser and its driver, and what drives them.
deps-browser: .venv/bin/python
	@command -v chromium >/dev/null && command -v chromedriver >/dev/null || { $(call apt,chromium chromium-driver); }
	@.venv/bin/python -c 'import selenium' 2>/dev/null || .venv/bin/pip install --quiet 'selenium>=4.20,<5'

.venv/bin/python:
	@python3 -c 'import ensurepip' 2>/dev/null || { $(call apt,python3 python3-venv); }
	python3 -m venv .venv

clean:
	rm -rf .build .build-tsan .build-asan .librdkafka .venv .screenshots
