# The commands: what each does and prints is a contract, in CONTRIBUTING.md.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run web check test conformance bench drill

help: ## This list.
	@sed -nE 's/^([a-z]+):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 14

run: ## Builds, loads the demonstration in a new store, serves. PORT, DATA_DIR, DATABASE_URL, DEMO_PASSWORD.
	@scripts/run.sh

web: ## Styles, scripts, typefaces and icons, into web/dist.
	@scripts/web.sh

check: ## Format, lints, licences, types, room rules.
	@scripts/check.sh

test: ## Everything, both engines, browser included. Ends with « N passed, N failed, N skipped ».
	@scripts/test.sh

conformance: ## ADL's cases, natively and in Chromium; target/conformance/summary.json. BENCH_SIZE=small for fewer.
	@scripts/conformance.sh

bench: ## The platform beside its ceiling, both engines; target/bench/summary.json. BENCH_SIZE=small for three minutes.
	@scripts/load.sh bench

drill: ## 10,000 commits, 200 kills, both engines; target/drill/summary.json. BENCH_SIZE=small for a short one.
	@scripts/load.sh drill
