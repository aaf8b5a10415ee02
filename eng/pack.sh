# shellcheck shell=bash
# Packs the libraries under src and looks at what came out. Sourced by build.sh.

packages="$root/artifacts/packages"

# Extra arguments go to 'dotnet pack'.
run_pack() {
    local project
    require_dotnet
    say "Looking for the TorchSharp package, which the packages depend on."
    probe_package TorchSharp || die "no package was made, because $probe_answer"
    # Outputs of their own, so that a build on the system's libtorch beside them stays as it is; and new ones, so that the
    # packages hold what is here now and nothing else.
    rm -rf "$packages" "$root/artifacts/pack"
    for project in "$root"/src/*/*.csproj; do
        # A package asks for what its library itself refers to: versions pinned for what comes along with that are this
        # repository's own affair, and a source that lacks one of them gives the next. No path of this machine is needed
        # for debugging: the sources stand in the symbol files.
        dotnet pack "$project" --configuration "$configuration" --nologo --verbosity quiet \
            --output "$packages" "$@" \
            -p:ArtifactsPath="$root/artifacts/pack" -p:TorchBackend=nuget -p:TorchSharpAssembly= -p:PlotBackend=nuget \
            -p:CentralPackageTransitivePinningEnabled=false -p:WarningsNotAsErrors=NU1603 \
            -p:ContinuousIntegrationBuild=true -p:EmbedAllSources=true
    done
    for project in "$root"/src/*/*.csproj; do
        check_package "$(basename "$project" .csproj)"
    done
    say "The packages are in artifacts/packages."
}

# check_package NAME: dies unless its package and its symbols are there, with the files they must have and no others of theirs.
check_package() {
    local name="$1" found package specification lacking
    found=("$packages/$name".[0-9]*.nupkg)
    package="${found[0]}"
    [[ -f "$package" && -f "${package%.nupkg}.snupkg" ]] || die "$name: there is no package, or none of its symbols, in artifacts/packages."
    # Names of files are not compressed in a package.
    for lacking in "lib/net10.0/$name.dll" "lib/net10.0/$name.xml" README.md LICENSE; do
        grep -aqF "$lacking" "$package" || die "$package lacks $lacking."
    done
    grep -aqF "lib/net10.0/$name.pdb" "${package%.nupkg}.snupkg" || die "${package%.nupkg}.snupkg lacks lib/net10.0/$name.pdb."
    found=("$(grep -aoE '[A-Za-z0-9_.-]+\.(dll|so|dylib|exe)' "$package" | sort -u)")
    [[ "${found[*]}" == "$name.dll" ]] || die "$package holds other binaries than its own: ${found[*]}"

    specification="$(find "$root/artifacts/pack/obj/$name" -name "$name.*.nuspec" | head -n 1)"
    grep -qF "<dependency id=\"TorchSharp\" version=\"$(torch_range)\"" "$specification" || die "$name does not ask for TorchSharp $(torch_range)."
    ! grep -qi compat "$specification" || die "$name names compat in its specification."
    grep -qF '<license type="expression">MIT</license>' "$specification" || die "$name does not name its license."
    grep -qF '<readme>README.md</readme>' "$specification" || die "$name does not name its README."
    printf '%s\n' "$(basename "$package"): $(sed -n 's:.*<dependency id="\([^"]*\)" version="\([^"]*\)".*:\1 \2:p' "$specification" | paste -sd ';' | sed 's/;/; /g')"
}

# As a specification writes it.
torch_range() {
    sed -n 's:.*<TorchSharpRange>\(.*\)</TorchSharpRange>.*:\1:p' "$root/Directory.Packages.props" | sed 's/,/, /'
}
