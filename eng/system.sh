# shellcheck shell=bash
# What the system backends need from the machine: libtorch, a fast BLAS, a C++ compiler, CMake; cairo. Sourced by build.sh.

# require_system_packages TORCH_DIR: installs what is missing, or says what to type and ends.
require_system_packages() {
    local missing=()
    [[ "$(uname -s)" == Linux ]] || die "the system backend is for Linux; TORCH_BACKEND=nuget ./build.sh setup uses the TorchSharp package."
    find_missing "$1"
    ((${#missing[@]} > 0)) || return 0
    say "The system backend needs what is not here yet: ${missing[*]}"
    install_packages "${missing[@]}"
    missing=()
    find_missing "$1"
    ((${#missing[@]} == 0)) || die "still missing after the installation: ${missing[*]}"
}

require_cairo() {
    [[ "$(uname -s)" == Linux ]] || die "compat/ScottPlot is for Linux; PLOT_BACKEND=nuget ./build.sh setup uses the ScottPlot package."
    has_cairo && return
    say "Drawing figures needs what is not here yet: libcairo2"
    install_packages libcairo2
    has_cairo || die "still missing after the installation: libcairo2"
}

has_cairo() {
    PATH="$PATH:/usr/sbin:/sbin" ldconfig -p | awk '$1 == "libcairo.so.2" { found = 1 } END { exit !found }'
}

# Fills the caller's array 'missing' with Debian's package names; looks at files and commands, so other systems pass too.
find_missing() {
    if [[ -z "$1" ]]; then
        has_libtorch || missing+=(libtorch-dev)
        has_blas || missing+=(libopenblas0-pthread)
    fi
    command -v c++ >/dev/null || missing+=(g++)
    command -v cmake >/dev/null || missing+=(cmake)
    command -v make >/dev/null || missing+=(make)
}

# The folders in which CMake looks unasked.
has_libtorch() {
    local config
    for config in /usr/{lib,lib64,lib/*,share}/cmake/Torch/TorchConfig.cmake /usr/local/{lib,lib64,share}/cmake/Torch/TorchConfig.cmake; do
        [[ ! -f "$config" ]] || return 0
    done
    return 1
}

# The file behind libblas.so.3, which Debian's libtorch computes with; empty where there is none.
blas_in_use() {
    local library
    library="$(PATH="$PATH:/usr/sbin:/sbin" ldconfig -p | awk '$1 == "libblas.so.3" { print $NF; exit }')"
    [[ -z "$library" ]] || readlink -f "$library"
}

# Netlib's reference BLAS is correct and many times slower; every other one will do.
is_reference_blas() {
    [[ "$1" == */blas/libblas.so.3* ]]
}

has_blas() {
    local library
    library="$(blas_in_use)"
    if [[ -n "$library" ]] && ! is_reference_blas "$library"; then
        return 0
    fi
    # Installed but not chosen: check_blas says so, and the choice stays the machine owner's.
    compgen -G '/usr/lib/*/openblas-pthread/libblas.so.3' >/dev/null
}

check_blas() {
    local library
    library="$(blas_in_use)"
    is_reference_blas "$library" || return 0
    say "Warning: libblas.so.3 is the slow reference BLAS ($library). To use OpenBLAS, type:"
    say "  sudo update-alternatives --auto libblas.so.3-$(multiarch)"
    say "  sudo update-alternatives --auto liblapack.so.3-$(multiarch)"
}

multiarch() {
    dpkg-architecture --query DEB_HOST_MULTIARCH 2>/dev/null || printf '%s-linux-gnu' "$(uname -m)"
}

install_packages() {
    if ! command -v apt-get >/dev/null; then
        say "There is no apt-get here. Install these with this system's own tool: a C++ compiler, make, CMake 3.18 or newer,"
        say "and libtorch 1.13 or newer, and say where it is, for example:"
        say "  Torch_DIR=/opt/libtorch/share/cmake/Torch ./build.sh setup"
        exit 1
    fi
    if (($(id -u) != 0)) && ! sudo -n true 2>/dev/null; then
        say "Installing them takes root. Type:"
        say "  sudo apt-get update && sudo apt-get install -y --no-install-recommends $*"
        say "  ./build.sh setup"
        exit 1
    fi
    say "Installing with apt-get: $*"
    as_root apt-get update -qq >&2 || say "apt-get update reported errors; going on with the package lists at hand."
    if ! as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        -o DPkg::Lock::Timeout=300 -o Dpkg::Use-Pty=0 "$@" >&2; then
        die "apt-get could not install them; its messages stand above. A libtorch from elsewhere serves too: Torch_DIR=/path/to/share/cmake/Torch ./build.sh setup"
    fi
}

as_root() {
    if (($(id -u) == 0)); then
        "$@"
    else
        sudo -n "$@"
    fi
}
