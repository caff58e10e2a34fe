#!/usr/bin/env bash
# One script builds Fathom, for people and for continuous integration alike.
set -euo pipefail
shopt -s extglob
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

usage() {
    cat << 'TEXT'
usage: ./build.sh VERB...
  build         restore and build everything, with every warning an error
  check         the same, and the convention tests: the quick look before a commit
  test          build, unit tests, convention tests, samples, packages, a soak of two minutes; ends with "N passed, N failed, N skipped"
  samples       run every program in samples/
  approve       accept the public API, the recipes' schema and their page as they are now
  soak [MIN]    train under probes for MIN minutes (default: 2): nothing may crash, nothing may grow
  bench [ARGS]  run the benchmarks; without arguments each once, only to see that it runs
  pack          make the NuGet packages in artifacts/packages
  package-test  use the packages in a project outside the repository
With FATHOM_INSTALL=1 (or CI=true) and as root, test installs PostgreSQL and Chromium where they are missing; else tests that need them are skipped.
TEXT
}

passed=0 failed=0 skipped=0
packages="$PWD/artifacts/packages"

stage() { printf '\n== %s\n' "$1"; }

# A test program that hangs must end some time; not every system has timeout.
limited() {
    local seconds="$1"
    shift
    if command -v timeout > /dev/null; then timeout "$seconds" "$@"; else "$@"; fi
}

count() {
    if [[ "$2" == 0 ]]; then
        passed=$((passed + 1))
        echo "   passed: $1"
    else
        failed=$((failed + 1))
        echo "   FAILED: $1 (exit code $2)"
    fi
}

build() {
    stage "restore and build"
    dotnet build Fathom.slnx --configuration Release --nologo --verbosity quiet -warnaserror
}

check() {
    build
    unit_tests Fathom.Conventions
}

# The fast ones first: a slip in the core shows before a database, a browser or libtorch is started. A project that is named here later runs last.
ordered_tests="Fathom.Tests Fathom.Conventions Fathom.Pictures.Tests Fathom.Journal.Tests Fathom.Store.Tests Fathom.Cli.Tests Fathom.Web.Tests Fathom.Lab.Tests Fathom.Torch.Tests"

test_projects() {
    local name
    for name in $ordered_tests; do
        if [[ -d "tests/$name" ]]; then echo "$name"; fi
    done
    for name in tests/*/*.csproj; do
        name="$(basename "$name" .csproj)"
        [[ " $ordered_tests " == *" $name "* ]] || echo "$name"
    done
}

# What some tests need beside the SDK. Where it is missing and may not be installed, those tests skip, and say so.
programs() {
    stage "programs that tests use"
    program PostgreSQL postgresql "the tests of the index on a server" compgen -G '/usr/lib/postgresql/*/bin/initdb'
    program Chromium chromium "the tests of the pages in a browser" command -v chromium
}

# program NAME PACKAGE PURPOSE COMMAND...: COMMAND succeeds where NAME is there.
program() {
    local name="$1" package="$2" purpose="$3"
    shift 3
    if "$@" > /dev/null; then
        echo "   $name is there"
    elif [[ "${FATHOM_INSTALL:-${CI:-}}" != @(1|true) ]]; then
        echo "   $name is missing: $purpose are skipped. FATHOM_INSTALL=1 ./build.sh test, as root, installs it; so does: apt-get install $package"
    elif [[ "$(id -u)" != 0 ]]; then
        echo "   $name is missing: $purpose are skipped. Only root may install it: apt-get install $package"
    elif ! command -v apt-get > /dev/null; then
        echo "   $name is missing: $purpose are skipped. It can be installed from here on Debian and its kin only."
    else
        echo "   $name is missing: installing it"
        mkdir -p artifacts/logs
        if install_package "$package" > "artifacts/logs/install-$package.log" 2>&1 && "$@" > /dev/null; then
            echo "   $name is there"
        else
            echo "   $name could not be installed: $purpose are skipped. See artifacts/logs/install-$package.log"
        fi
    fi
}

install_package() {
    export DEBIAN_FRONTEND=noninteractive
    limited 600 apt-get install --yes --no-install-recommends "$1" && return
    limited 300 apt-get update && limited 600 apt-get install --yes --no-install-recommends "$1"
}

unit_tests() {
    local name log summary code total bad skip
    mkdir -p artifacts/logs
    for name in "$@"; do
        stage "tests: $name"
        log="artifacts/logs/$name.log"
        code=0
        # One thread of libtorch: on a busy machine several wait for each other, and small networks gain nothing.
        OMP_NUM_THREADS=1 limited 900 dotnet "artifacts/bin/$name/release/$name.dll" -noColor -failSkips- > "$log" 2>&1 || code=$?
        summary="$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -n 1 || true)"
        if [[ -z "$summary" ]]; then
            # No summary: the program broke off, or holds no tests yet.
            if [[ "$code" == 0 ]] || grep -q 'No test' "$log"; then echo "   no tests"; continue; fi
            tail -n 40 "$log"
            count "$name broke off" "$code"
            continue
        fi
        total="$(sed -E 's/.*Total: ([0-9]+).*/\1/' <<< "$summary")"
        bad=$(($(sed -E 's/.*Failed: ([0-9]+).*/\1/' <<< "$summary") + $(sed -E 's/.*Errors: ([0-9]+).*/\1/' <<< "$summary")))
        skip="$(sed -E 's/.*Skipped: ([0-9]+).*/\1/' <<< "$summary")"
        if [[ "$code" != 0 && "$bad" == 0 && "$total" != 0 ]]; then bad=1; fi
        [[ "$bad" == 0 ]] || grep -vE '^ *(Discover|Starting|Finished)' "$log" | tail -n 200
        echo "   $total tests, $bad failed, $skip skipped"
        passed=$((passed + total > bad + skip ? passed + total - bad - skip : passed))
        failed=$((failed + bad))
        skipped=$((skipped + skip))
    done
}

samples() {
    local sample code
    stage "samples"
    for sample in samples/*.cs; do
        [[ -f "$sample" ]] || continue
        code=0
        mkdir -p artifacts/logs
        limited 600 dotnet run --configuration Release "$sample" > "artifacts/logs/$(basename "$sample").log" 2>&1 || code=$?
        [[ "$code" == 0 ]] || tail -n 40 "artifacts/logs/$(basename "$sample").log"
        count "$sample" "$code"
    done
}

approve() {
    stage "public API, schema and page of recipes"
    dotnet build tests/Fathom.Conventions/Fathom.Conventions.csproj --configuration Release --nologo --verbosity quiet
    FATHOM_APPROVE=1 dotnet artifacts/bin/Fathom.Conventions/release/Fathom.Conventions.dll -noColor -class Fathom.Conventions.PublicApiTests > /dev/null
    dotnet build tests/Fathom.Lab.Tests/Fathom.Lab.Tests.csproj --configuration Release --nologo --verbosity quiet
    FATHOM_APPROVE=1 dotnet artifacts/bin/Fathom.Lab.Tests/release/Fathom.Lab.Tests.dll -noColor -class "*RecipeSchemaTests" -class "*RecipeGuideTests" > /dev/null
    git status --short tests/Fathom.Conventions/PublicApi docs
}

# A training with Adam and batch-norm under probes: half the time with each way of reading gradients.
soak() {
    local minutes="${1:-2}" code=0
    stage "soak for $minutes minutes"
    limited "$((minutes * 60 + 120))" dotnet artifacts/bin/Fathom.Benchmarks/release/Fathom.Benchmarks.dll soak "$minutes" || code=$?
    count "soak for $minutes minutes" "$code"
}

bench() {
    stage "benchmarks"
    dotnet build bench/Fathom.Benchmarks/Fathom.Benchmarks.csproj --configuration Release --nologo --verbosity quiet
    if (($# == 0)); then set -- --filter '*' --job dry; fi
    dotnet artifacts/bin/Fathom.Benchmarks/release/Fathom.Benchmarks.dll "$@"
}

pack() {
    local project
    stage "pack"
    rm -rf "$packages"
    for project in Fathom Fathom.Journal Fathom.Torch Fathom.Lab Fathom.Store Fathom.Pictures; do
        dotnet pack "src/$project/$project.csproj" --configuration Release --nologo --verbosity quiet --output "$packages"
    done
    ls "$packages"
}

package_test() {
    local code=0
    pack
    stage "packages in a project outside the repository"
    limited 600 build/package-test.sh "$packages" || code=$?
    count "the packages work outside the repository" "$code"
}

closing() {
    printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$skipped"
    [[ "$failed" == 0 ]]
}

# Where a stage itself breaks, the closing line still says so.
broken() {
    failed=$((failed + 1))
    closing || true
}

[[ $# -gt 0 ]] || { usage; exit 2; }
if ! command -v dotnet > /dev/null; then
    echo "build.sh: the .NET SDK is missing: 'dotnet' is not on the PATH. Install the .NET 10 SDK and start again." >&2
    exit 2
fi

verb="$1"
shift
case "$verb" in
    check) check && closing ;;
    build) build ;;
    test)
        trap broken ERR
        set -E
        build
        programs
        # shellcheck disable=SC2046 # Project names hold no spaces.
        unit_tests $(test_projects)
        samples
        package_test
        soak 2
        trap - ERR
        closing
        ;;
    samples) samples && closing ;;
    approve) approve ;;
    soak) build && soak "$@" && closing ;;
    bench) bench "$@" ;;
    pack) pack ;;
    package-test) package_test && closing ;;
    -h | --help | help) usage ;;
    *)
        echo "build.sh: there is no verb '$verb'." >&2
        usage >&2
        exit 2
        ;;
esac
