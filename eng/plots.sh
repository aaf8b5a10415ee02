# shellcheck shell=bash
# Which ScottPlot the build uses: decided once, remembered in plots.local.props, which MSBuild imports. Sourced by build.sh.

plots_choice="$root/plots.local.props"

ensure_plots() {
    local asked="${PLOT_BACKEND:-}" known
    case "$asked" in
        "" | nuget | system | auto) ;;
        *) die "PLOT_BACKEND must be nuget, system or auto; it is '$asked'." ;;
    esac
    require_dotnet
    [[ "$asked" != auto ]] || rm -f "$plots_choice"
    known="$(remembered PlotBackend "$plots_choice")"
    if [[ -n "$asked" && "$asked" != "$known" ]]; then
        known=""
    fi
    case "$known:$asked" in
        nuget:*) ;;
        system:* | *:system) use_system_plots ;;
        *:nuget)
            say "Looking for the ScottPlot package."
            probe_package ScottPlot || die "PLOT_BACKEND=nuget cannot be had: $probe_answer"
            remember_plots nuget
            ;;
        *) decide_plots ;;
    esac
}

# Where torch is the system's, so is the drawing: a machine whose packages come from Debian stays so, and builds the same with
# and without a network. PLOT_BACKEND=auto asks for the package there too.
decide_plots() {
    if [[ "$asked" != auto && "$(remembered TorchBackend)" == system ]]; then
        use_system_plots
        return
    fi
    say "Looking for the ScottPlot package."
    if probe_package ScottPlot; then
        remember_plots nuget
    else
        say "The system's cairo draws the figures, because $probe_answer"
        use_system_plots
    fi
}

use_system_plots() {
    require_cairo
    [[ "$(remembered PlotBackend "$plots_choice")" == system ]] || remember_plots system
}

remember_plots() {
    {
        printf '<Project>\n'
        printf '  <!-- Written by build.sh. PLOT_BACKEND=auto ./build.sh setup decides afresh. -->\n'
        printf '  <PropertyGroup>\n    <PlotBackend>%s</PlotBackend>\n  </PropertyGroup>\n</Project>\n' "$1"
    } >"$plots_choice.new"
    mv "$plots_choice.new" "$plots_choice"
    say "Figures: $([[ "$1" == nuget ]] && printf 'ScottPlot from NuGet' || printf "compat/ScottPlot on the system's cairo")."
}
