# shellcheck shell=bash
# Builds, checks the formatting, runs every test project and adds up their results. Sourced by build.sh.

results="$root/artifacts/test-results"

# Extra arguments go to 'dotnet test'. The last line printed is always the sum.
run_tests() {
    local status=0
    rm -rf "$results"
    mkdir -p "$results"
    # In a subshell, so that a set-up that ends with an error still gets its sum; errexit holds within.
    set +e
    (set -e && ensure_torch && ensure_plots)
    status=$?
    set -e
    if ((status == 0)) && build "$solution"; then
        check_format || status=1
        run_test_projects "$@" || status=1
    else
        status=1
    fi
    sum_results || status=1
    return "$status"
}

check_format() {
    dotnet format "$solution" --verify-no-changes --no-restore && return
    say "build.sh: the formatting differs from the house format; ./build.sh format puts it right."
    return 1
}

# One project after another: each writes a result file of its own, so that one which breaks off is noticed.
run_test_projects() {
    local project name status=0 code
    for project in "$root"/tests/*/*.Tests.csproj; do
        [[ -e "$project" ]] || break
        name="$(basename "$project" .csproj)"
        code=0
        dotnet test "$project" --configuration "$configuration" --no-build --nologo \
            --results-directory "$results" --logger "trx;LogFileName=$name.trx" "$@" || code=$?
        if ((code != 0)); then
            say "build.sh: $name ended with status $code."
            status=1
        # A selection of tests may leave a project with none; without one, none means that it broke.
        elif (($# == 0)) && ! has_results "$results/$name.trx"; then
            say "build.sh: $name ran no test."
            status=1
        fi
    done
    return "$status"
}

has_results() {
    [[ -f "$1" ]] && ! grep -q '<Counters total="0"' "$1"
}

# Skipped tests are counted nowhere in a trx file: they are what the total has and the outcomes have not.
sum_results() {
    find "$results" -name '*.trx' -exec cat {} + | awk '
        function counter(name) {
            return match($0, " " name "=\"[0-9]+\"") ? substr($0, RSTART + length(name) + 3, RLENGTH - length(name) - 4) : 0
        }
        /<Counters / {
            total += counter("total")
            passed += counter("passed")
            failed += counter("failed") + counter("error") + counter("timeout") + counter("aborted")
        }
        END {
            printf "%d passed, %d failed, %d skipped\n", passed, failed, total - passed - failed
            exit failed > 0 || total == 0
        }'
}
