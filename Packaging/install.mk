# `make install`, and the Debian package that is made of it.

PREFIX = /usr/local
BINDIR = $(PREFIX)/bin
DATADIR = $(PREFIX)/share
SYSCONFDIR = /etc
UNITDIR = $(PREFIX)/lib/systemd/system
SYSUSERSDIR = $(PREFIX)/lib/sysusers.d
MANDIR = $(DATADIR)/man
DOCDIR = $(DATADIR)/doc/dico
BASHDIR = $(DATADIR)/bash-completion/completions
ZSHDIR = $(DATADIR)/zsh/site-functions
FISHDIR = $(DATADIR)/fish/vendor_completions.d

# The one place that says it.
VERSION := $(shell sed -n 's/.*version = "\(.*\)"/\1/p' Sources/Lexicon/Program.swift)
TOOLCHAIN = $(shell dirname "$$(dirname "$$(readlink -f "$$(command -v swift)")")")

# What is measured, fuzzed and shipped is one program: Swift's libraries are in it, and of ICU's data what it shows.
ICU = .build/icu/flags
frontend = $(foreach flag,$(1),-Xswiftc -Xfrontend -Xswiftc $(flag))
linker = $(foreach flag,$(1),-Xlinker $(flag))
# Each function in a section of its own, none of which is kept for others to call: the linker leaves out what nobody calls.
# Addresses to adjust at the start are packed, which glibc knows since 2.36.
RELEASE = -c release --static-swift-stdlib --disable-local-rpath $(call frontend,-function-sections -internalize-at-link) -Xswiftc -use-ld=lld \
	$(call linker,--no-export-dynamic --exclude-libs=ALL -z pack-relative-relocs) $$(cat $(ICU))
# All that is made of it, as `make install` copies it.
STAGE = .build/stage

.PHONY: release install deb test-package deps-deb

$(ICU): Packaging/icu_data.py
	@command -v python3 >/dev/null || { $(call apt,python3); }
	python3 Packaging/icu_data.py $(TOOLCHAIN)/lib/swift_static/linux/lib_FoundationICU.a $(@D)

release: deps $(ICU)
	swift build $(RELEASE) --product dico
	swift build $(RELEASE) --product generate-manual
	@rm -rf $(STAGE) && mkdir -p $(STAGE)/man $(STAGE)/licenses
	install -s .build/release/dico $(STAGE)/dico
	.build/release/generate-manual --multi-page --date "$$(date -u -d @$(EPOCH) +%Y-%m-%d)" -o $(STAGE)/man $(STAGE)/dico
	$(foreach shell,bash zsh fish,$(STAGE)/dico --generate-completion-script $(shell) > $(STAGE)/dico.$(shell) &&) true
	cp $(TOOLCHAIN)/share/swift/LICENSE.txt $(STAGE)/licenses/swift
	for package in .build/checkouts/*/; do \
		cat "$$package"LICENSE* $$(ls "$$package"NOTICE* 2>/dev/null) > $(STAGE)/licenses/$$(basename "$$package"); done

# The date that the package and its pages bear.
EPOCH = $(or $(SOURCE_DATE_EPOCH),$(shell stat -c %Y CHANGELOG.md))

# $(call filled,FILE): a unit with this installation's folders in it.
filled = sed -e '/^@HARDENED@$$/{r Packaging/units/hardened.conf' -e 'd}' $(1) \
	| sed -e 's|@BINDIR@|$(BINDIR)|; s|@SYSCONFDIR@|$(SYSCONFDIR)|; s|@DOCDIR@|$(DOCDIR)|'
# $(call tree,FOLDER,TO): the folder with all that is in it.
tree = (cd $(1) && find . -type f -exec install -D -m 644 {} $(abspath $(DESTDIR)/$(2))/{} \;)
ROOT = $(DESTDIR)

# Of what `make release` left. Settings that are there already are not touched.
install:
	@test -x $(STAGE)/dico || { echo "There is no program to install yet: make release."; exit 1; }
	install -D -m 755 $(STAGE)/dico $(ROOT)$(BINDIR)/dico
	$(call tree,providers,$(DATADIR)/dico/providers)
	$(call tree,fixtures,$(DATADIR)/dico/fixtures)
	install -D -m 644 $(STAGE)/dico.bash $(ROOT)$(BASHDIR)/dico
	install -D -m 644 $(STAGE)/dico.zsh $(ROOT)$(ZSHDIR)/_dico
	install -D -m 644 $(STAGE)/dico.fish $(ROOT)$(FISHDIR)/dico.fish
	install -d $(ROOT)$(MANDIR)/man1
	for page in $(STAGE)/man/*.1; do name=$$(basename "$$page" .1); \
		awk -f Packaging/man.awk "$$page" > $(ROOT)$(MANDIR)/man1/$${name//./-}.1; done
	install -d $(ROOT)$(UNITDIR) $(ROOT)$(SYSUSERSDIR)
	for unit in worker gateway; do \
		$(call filled,Packaging/units/dico-$$unit.service.in) > $(ROOT)$(UNITDIR)/dico-$$unit.service; done
	install -m 644 Packaging/units/dico.sysusers $(ROOT)$(SYSUSERSDIR)/dico.conf
	for file in worker gateway; do test -e $(ROOT)$(SYSCONFDIR)/dico/$$file.yaml \
		|| install -D -m 644 Packaging/settings/$$file.yaml $(ROOT)$(SYSCONFDIR)/dico/$$file.yaml; done
	install -D -m 644 -t $(ROOT)$(DOCDIR) README.md CHANGELOG.md docs/*.md docs/page.png
	$(call tree,Examples/providers-repository,$(DOCDIR)/examples/providers-repository)
	install -D -m 644 -t $(ROOT)$(DOCDIR)/licenses $(STAGE)/licenses/*

deps-deb:
	@command -v dh >/dev/null && command -v lintian >/dev/null || { $(call apt,debhelper lintian); }

DEB = .build/deb

# .build/deb/dico_VERSION_ARCHITECTURE.deb
deb: release deps-deb
	rm -rf $(DEB) && mkdir -p $(DEB) && cp -r Packaging/debian $(DEB)
	printf 'dico ($(VERSION)) unstable; urgency=medium\n\n  * CHANGELOG.md tells what is new.\n\n -- %s  %s\n' \
		"$$(sed -n 's/^Maintainer: //p' Packaging/debian/control)" "$$(date -R -u -d @$(EPOCH))" > $(DEB)/debian/changelog
	cd $(DEB) && DICO=$(CURDIR) SOURCE_DATE_EPOCH=$(EPOCH) debian/rules binary
	lintian --fail-on error $(DEB)/dico_*.deb

# What whoever installs it does, in a bare Debian of its own: SUITE=trixie tries the next one.
SUITE = bookworm

test-package: deb deps-test
	$(SUDO) Packaging/test-package $(DEB)/dico_*.deb $(SUITE)
