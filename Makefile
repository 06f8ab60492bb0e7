# Every target sets up what it needs: the first one builds the environment with QGIS, once (see .ci/qgis-env).
environment := .ci/qgis-env
python := $(environment) python3

.PHONY: help demo test test-all lint format japanese run link package bundle bench soak clean
.DEFAULT_GOAL := help

help: ## what there is
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /\1\t/' | expand -t 12

demo: ## the main job, start to end, on a made-up town; DATA=FOLDER takes your own photos, scans and layers; HUB=postgis on a server
	@$(python) tests/demo $(if $(HUB),--hub $(HUB)) $(if $(DATA),--data "$(DATA)") $(if $(DATUM),--datum $(DATUM))

test: ## the whole test suite, in the real QGIS; TESTS=tests/photos runs a part
	@$(python) -m pytest $(TESTS)

test-all: ## the whole suite on QGIS 3.40, on the LTR 3.44, and on Debian testing's
	@for qgis in 3.40 3.44 testing; do echo "QGIS=$$qgis"; QGIS=$$qgis $(python) -m pytest $(TESTS) || exit 1; done

lint: ## how the code reads, which room imports which, and whether every text has its Japanese
	@$(environment) .ci/lint

format: ## lays the code out as lint wants it
	@$(environment) ruff check --fix --quiet . && $(environment) ruff format --quiet .

japanese:  # the texts, compiled, for a QGIS that runs from this checkout
	@$(environment) lrelease -silent $(wildcard resources/i18n/*.ts)

run: japanese ## QGIS with the plugin, in a profile of this checkout's own; UI=ja in Japanese
	@[ -n "$(DISPLAY)" ] || { echo "There is no screen: set DISPLAY to one (or look at it with xvfb-run and a viewer)." >&2; exit 1; }
	@env -u QT_QPA_PLATFORM $(environment) qgis --nologo $(if $(UI),--lang $(UI))

link: japanese ## links the plugin into a QGIS profile on this machine; PROFILE=FOLDER names another one
	@.ci/link-plugin "$(or $(PROFILE),$(HOME)/.local/share/QGIS/QGIS3/profiles/default)"

package: ## the zip that QGIS installs, from committed files: .build/shimonita_gis.zip
	@$(environment) .ci/package

bundle: ## what a closed network needs on one medium: the zip, wheels for Windows with their hashes, a sheet in Japanese
	@.ci/bundle

bench: ## every figure beside a peer measured in the same run; ROOM=photos runs a part
	@$(python) tests/bench $(ROOM)

soak: ## eight processes on one hub, killed at random for an hour; MINUTES=2 for a shorter one
	@$(python) tests/hub/soak.py $$(( $(or $(MINUTES),60) * 60 )) 8

clean: ## removes what was built here; the environment with QGIS stays in the user's cache folder
	rm -rf .build .qgis-settings .pytest_cache .hypothesis .ruff_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
