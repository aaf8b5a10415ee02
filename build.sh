#!/usr/bin/env bash
# Every build task of the repository, set-up included. Without an argument it says which there are.
set -euo pipefail

root="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
solution="$root/Uncertainty.sln"
configuration=Release
export DOTNET_NOLOGO="${DOTNET_NOLOGO:-1}"

# shellcheck source=eng/torch.sh
source "$root/eng/torch.sh"
# shellcheck source=eng/plots.sh
source "$root/eng/plots.sh"
# shellcheck source=eng/system.sh
source "$root/eng/system.sh"
# shellcheck source=eng/tests.sh
source "$root/eng/tests.sh"
# shellcheck source=eng/pack.sh
source "$root/eng/pack.sh"

say() { printf '%s\n' "$*" >&2; }

die() {
    say "build.sh: $*"
    exit 1
}

usage() {
    cat <<'TEXT'
Usage: ./build.sh WORD [arguments passed through]

  setup     find out which torch and ScottPlot this machine can have, install what is missing, build everything
  demo      train LeNet-5 on MNIST and show how sure it is of every digit   (./build.sh demo --quick)
  test      build, check the formatting, run all tests                      (./build.sh test --filter Name~Dropout)
  bench     run the benchmark programs
  pack      make the NuGet packages, in artifacts/packages
  api       write the API reference from the XML comments, in artifacts/api
  format    bring the code into the house format

Every word does the set-up that it needs; what is done already is not done again.

  TORCH_BACKEND=nuget|system|auto   use the TorchSharp package, the system's libtorch, or decide afresh
  TORCH_PACKAGE=TorchSharp-...      with nuget: the package that brings the native libraries
  PLOT_BACKEND=nuget|system|auto    use the ScottPlot package, compat/ScottPlot on the system's cairo, or decide afresh
  Torch_DIR=/path                   with system: the folder of another libtorch's TorchConfig.cmake

docs/building.md tells more.
TEXT
}

# build SOLUTION_OR_PROJECT [arguments of dotnet build]
build() {
    dotnet build "$@" --configuration "$configuration" --nologo --verbosity minimal && return
    say "build.sh: the build failed; its messages stand above. (Torch backend: $(remembered TorchBackend))"
    return 1
}

# run_program PROJECT [its arguments], from the caller's folder, so that relative paths mean what they say.
run_program() {
    build "$1" && dotnet run --no-build --configuration "$configuration" --project "$1" -- "${@:2}"
}

run_demo() {
    ensure_torch
    ensure_plots
    run_program "$root/examples/LeNetMnist/LeNetMnist.csproj" "$@"
}

run_bench() {
    local project name failed=""
    ensure_torch
    ensure_plots
    for project in "$root"/benchmarks/*/*.csproj; do
        [[ -e "$project" ]] || die "there is no program under benchmarks/."
        name="$(basename "$project" .csproj)"
        say "== $name"
        run_program "$project" "$@" || failed+=" $name"
    done
    [[ -z "$failed" ]] || die "failed:$failed"
}

run_api() {
    ensure_torch
    ensure_plots
    run_program "$root/eng/ApiReference/ApiReference.csproj" "$root/artifacts/api"
}

run_format() {
    ensure_torch
    ensure_plots
    dotnet restore "$solution" --nologo --verbosity quiet
    dotnet format "$solution" --no-restore "$@"
}

if (($# == 0)); then
    usage
    exit 2
fi
word="$1"
shift

case "$word" in
    setup)
        ensure_torch
        ensure_plots
        build "$solution" "$@"
        say "Ready. Next: ./build.sh demo or ./build.sh test."
        ;;
    demo) run_demo "$@" ;;
    test) run_tests "$@" ;;
    bench) run_bench "$@" ;;
    pack) run_pack "$@" ;;
    api) run_api ;;
    format) run_format "$@" ;;
    help | -h | --help) usage ;;
    *)
        say "build.sh: there is no word '$word'."
        usage >&2
        exit 2
        ;;
esac
