#!/bin/sh
# Prepare this desk: `sh tools/desk.sh base|dev`, or `site` for the documentation's own environment.
# Makes the virtual environment, installs the pinned packages, builds the pages' assets and compiles the
# translations. Each step leaves a stamp and is skipped while what it rests on is unchanged.
set -eu

venv=.venv
python=$venv/bin/python

say() { printf '%s\n' "$*" >&2; }

stop() {
    say "$*"
    exit 1
}

fingerprint() { cat "$@" | sha256sum | cut -d' ' -f1; }

# done_before NAME FINGERPRINT: was this step last done with the same input?
done_before() { [ -f "$venv/stamp-$1" ] && [ "$(cat "$venv/stamp-$1")" = "$2" ]; }

remember() { printf '%s\n' "$2" >"$venv/stamp-$1"; }

make_venv() {
    [ -x "$venv/bin/pip" ] && return
    host=${PYTHON:-python3}
    command -v "$host" >/dev/null || stop "Python is missing. On Debian: apt-get install python3 python3-venv"
    "$host" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
        stop "Python 3.11 or newer is needed; this one is $("$host" --version). Name another: make demo PYTHON=python3.12"
    if ! "$host" -c 'import ensurepip, venv' 2>/dev/null; then
        if [ "$(id -u)" -eq 0 ] && command -v apt-get >/dev/null; then
            say "This Python cannot make a virtual environment yet: installing the Debian package python3-venv."
            apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-venv >/dev/null
        else
            stop "This Python cannot make a virtual environment. Install the Debian package python3-venv, then try again."
        fi
    fi
    "$host" -m venv --clear "$venv"
}

install_packages() {
    set -- "$1" "requirements/$1.txt" requirements/build.txt pyproject.toml
    kind=$1
    shift
    now=$(fingerprint "$@")
    done_before "$kind" "$now" && return
    say "Installing the pinned packages ($kind); the first time this takes a minute or two."
    "$python" -m pip install -qq --disable-pip-version-check --require-hashes \
        -r requirements/build.txt -r "requirements/$kind.txt"
    "$python" -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
    remember "$kind" "$now"
    # Whoever has everything for development also has what the product needs.
    [ "$kind" = base ] || remember base "$(fingerprint requirements/base.txt requirements/build.txt pyproject.toml)"
}

build_assets() {
    now=$(fingerprint package.json package-lock.json assets/* src/banshi/kernel/ui/assets/*)
    done_before assets "$now" && [ -d src/banshi/kernel/ui/static/banshi/dist ] && return
    say "Building the pages' style sheet and script."
    if ! command -v npm >/dev/null; then
        [ -x "$venv/bin/npm" ] || "$python" -m pip install -qq --disable-pip-version-check --require-hashes \
            -r requirements/node.txt
        PATH=$(pwd)/$venv/bin:$PATH
    fi
    npm ci --silent --no-audit --no-fund
    npm run --silent build >&2
    remember assets "$now"
}

if [ "${1:-base}" = site ]; then
    venv=.venv-site
    python=$venv/bin/python
    make_venv
    now=$(fingerprint requirements/site.txt)
    done_before site "$now" && exit
    say "Installing the pinned packages (site)."
    "$python" -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/site.txt
    remember site "$now"
    exit
fi
make_venv
install_packages "${1:-base}"
build_assets
"$python" tools/messages.py compile
