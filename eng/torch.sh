# shellcheck shell=bash
# Which torch the build uses: decided once, remembered in torch.local.props, which MSBuild imports. Sourced by build.sh.

choice="$root/torch.local.props"
sdk_needed=10

# Why the last probe_package found no package, for the end of a sentence.
probe_answer=""

require_dotnet() {
    if ! command -v dotnet >/dev/null; then
        die ".NET SDK $sdk_needed.0 is needed, and there is no 'dotnet' on the PATH. Get it at https://dotnet.microsoft.com/download/dotnet/$sdk_needed.0"
    fi
    if ! dotnet --list-sdks | awk -F. -v need="$sdk_needed" '$1 >= need { found = 1 } END { exit !found }'; then
        die ".NET SDK $sdk_needed.0 is needed; 'dotnet' here has only: $(dotnet --list-sdks | awk '{ printf "%s ", $1 }'). Get it at https://dotnet.microsoft.com/download/dotnet/$sdk_needed.0"
    fi
}

# remembered PROPERTY [FILE]: its value in torch.local.props, or in that file; empty where it has none.
remembered() {
    local file="${2:-$choice}"
    [[ ! -f "$file" ]] || sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" "$file"
}

# remember BACKEND PROPERTY VALUE: the property is left out when its value is empty.
remember() {
    {
        printf '<Project>\n'
        printf '  <!-- Written by build.sh. TORCH_BACKEND=auto ./build.sh setup decides afresh. -->\n'
        printf '  <PropertyGroup>\n    <TorchBackend>%s</TorchBackend>\n' "$1"
        [[ -z "$3" ]] || printf '    <%s>%s</%s>\n' "$2" "$3" "$2"
        printf '  </PropertyGroup>\n</Project>\n'
    } >"$choice.new"
    # The bridge is tied to the libtorch it was built against.
    cmp -s "$choice.new" "$choice" || rm -rf "$root/artifacts/native"
    mv "$choice.new" "$choice"
}

ensure_torch() {
    local asked="${TORCH_BACKEND:-}" known
    case "$asked" in
        "" | nuget | system | auto) ;;
        *) die "TORCH_BACKEND must be nuget, system or auto; it is '$asked'." ;;
    esac
    require_dotnet
    [[ "$asked" != auto ]] || rm -f "$choice"
    known="$(remembered TorchBackend)"
    if [[ -n "$asked" && "$asked" != "$known" ]]; then
        known=""
    fi
    case "$known:$asked" in
        nuget:*) [[ -z "${TORCH_PACKAGE:-}" ]] || use_nuget ;;
        system:* | *:system) use_system ;;
        *:nuget)
            say "Looking for the TorchSharp package."
            probe_package TorchSharp || die "TORCH_BACKEND=nuget cannot be had: $probe_answer"
            use_nuget
            ;;
        *) decide ;;
    esac
}

decide() {
    if ! nuget_has_natives; then
        say "TorchSharp has no native libraries for $(uname -sm), so the system's libtorch is used."
        use_system
        return
    fi
    say "Looking for the TorchSharp package."
    if probe_package TorchSharp; then
        use_nuget
    else
        say "The system's libtorch is used, because $probe_answer"
        use_system
    fi
}

use_nuget() {
    local package="${TORCH_PACKAGE:-}"
    if [[ -z "$package" ]] && has_nvidia_gpu; then
        package=TorchSharp-cuda-linux
    fi
    package="${package:-TorchSharp-cpu}"
    [[ "$(remembered TorchPackage)" != "$package" ]] || return 0
    remember nuget TorchPackage "$package"
    say "Torch: $package from NuGet."
}

use_system() {
    local directory="${Torch_DIR:-$(remembered Torch_DIR)}" before
    if [[ -n "$directory" && ! -f "$directory/TorchConfig.cmake" ]]; then
        die "Torch_DIR is '$directory', where there is no TorchConfig.cmake. A downloaded libtorch has it in share/cmake/Torch; unset Torch_DIR (and remove torch.local.props) to use the system's packages."
    fi
    require_system_packages "$directory"
    before="$(remembered TorchBackend):$(remembered Torch_DIR)"
    if [[ "$before" != "system:$directory" ]]; then
        remember system Torch_DIR "$directory"
        say "Torch: the system's libtorch${directory:+ in $directory}."
        [[ -n "$directory" ]] || check_blas
    fi
}

nuget_has_natives() {
    case "$(uname -s):$(uname -m)" in
        Linux:x86_64 | Darwin:arm64) ;;
        *) return 1 ;;
    esac
}

has_nvidia_gpu() {
    [[ "$(uname -s)" == Linux ]] || return 1
    [[ -e /proc/driver/nvidia ]] || { command -v nvidia-smi && nvidia-smi -L; } >/dev/null 2>&1
}

package_version() {
    sed -n "s/.*Include=\"$1\" Version=\"\([^\"]*\)\".*/\1/p" "$root/Directory.Packages.props"
}

# probe_package NAME: restores a throw-away project. A miss and a source that does not answer are different news: NuGet's
# codes tell them apart.
probe_package() {
    local seconds=120 log status=0 limit=()
    scratch="$(mktemp -d)"
    trap 'rm -rf "$scratch"' EXIT
    log="$scratch/log"
    cat >"$scratch/probe.csproj" <<TEXT
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <TargetFramework>net$sdk_needed.0</TargetFramework>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="$1" Version="[$(package_version "$1")]" />
  </ItemGroup>
</Project>
TEXT
    ! command -v timeout >/dev/null || limit=(timeout "$seconds")
    ${limit[@]+"${limit[@]}"} dotnet restore "$scratch/probe.csproj" --nologo >"$log" 2>&1 || status=$?
    if ((status == 124)); then
        probe_answer="the package source did not answer within $seconds seconds."
    elif grep -q 'NU1301' "$log"; then
        probe_answer="the package source cannot be reached: $(first_error "$log")"
    elif grep -qE 'NU110[0-3]' "$log"; then
        probe_answer="the package source answers but does not hold $1 $(package_version "$1")."
    else
        probe_answer="restoring it failed: $(first_error "$log")"
    fi
    rm -rf "$scratch"
    return "$status"
}

first_error() {
    local line
    line="$(grep -m 1 -o 'error .*' "$1" || tail -n 1 "$1")"
    printf '%s' "$line"
}
