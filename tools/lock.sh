#!/bin/sh
# Write the pinned, hashed requirement files from pyproject.toml: `sh tools/lock.sh PYTHON [uv arguments]`.
# No registry address may appear in them, so that they install from whatever registry a desk uses.
set -eu
python=$1
shift
lock() {
    output=$1
    shift
    "$python" -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --no-header --no-annotate --output-file "$output" "$@"
}
lock requirements/base.txt pyproject.toml "$@"
lock requirements/dev.txt pyproject.toml --extra dev --constraint requirements/base.txt "$@"
lock requirements/build.txt requirements/build.in "$@"
lock requirements/site.txt requirements/site.in "$@"
lock requirements/node.txt requirements/node.in "$@"
lock requirements/fuzz.txt requirements/fuzz.in "$@"
