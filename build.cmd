@echo off
rem The words of build.sh for Windows, where torch comes from the TorchSharp packages. Without an argument it says which there are.
setlocal EnableExtensions DisableDelayedExpansion

set "root=%~dp0"
set "solution=%root%Uncertainty.sln"
set "choice=%root%torch.local.props"
set "results=%root%artifacts\test-results"
set "packages=%root%artifacts\packages"
set "configuration=Release"
if not defined DOTNET_NOLOGO set "DOTNET_NOLOGO=1"

set "word=%~1"
set "rest="
if "%word%"=="" (
    call :usage
    exit /b 2
)
rem Everything after the word, quotes included, goes on to the program.
for /f "tokens=1,*" %%a in ("%*") do set "rest=%%b"

for %%w in (setup demo test bench pack api format) do if "%word%"=="%%w" goto :known
if "%word%"=="help" (
    call :usage
    exit /b 0
)
>&2 echo build.cmd: there is no word '%word%'.
>&2 call :usage
exit /b 2

:known
call :run_%word%
exit /b %errorlevel%

:usage
echo Usage: build.cmd WORD [arguments passed through]
echo.
echo   setup     see that the TorchSharp package can be had, build everything
echo   demo      train LeNet-5 on MNIST and show how sure it is of every digit   (build.cmd demo --quick)
echo   test      build, check the formatting, run all tests                      (build.cmd test --filter Name~Dropout)
echo   bench     run the benchmark programs
echo   pack      make the NuGet packages, in artifacts\packages
echo   api       write the API reference from the XML comments, in artifacts\api
echo   format    bring the code into the house format
echo.
echo   TORCH_PACKAGE=TorchSharp-cpu   another package for the native libraries than TorchSharp-cuda-windows
echo.
echo docs\building.md tells more.
exit /b 0

:require_dotnet
where dotnet >nul 2>nul
if errorlevel 1 (
    >&2 echo build.cmd: .NET SDK 10.0 is needed, and there is no 'dotnet' on the PATH. Get it at https://dotnet.microsoft.com/download/dotnet/10.0
    exit /b 1
)
for /f "tokens=1 delims=." %%v in ('dotnet --list-sdks') do if %%v geq 10 exit /b 0
>&2 echo build.cmd: .NET SDK 10.0 is needed; 'dotnet' here has an older one only. Get it at https://dotnet.microsoft.com/download/dotnet/10.0
exit /b 1

:ensure_torch
call :require_dotnet
if errorlevel 1 exit /b 1
if not defined TORCH_PACKAGE if exist "%choice%" exit /b 0
call :probe
if errorlevel 1 exit /b 1
set "package=TorchSharp-cuda-windows"
if defined TORCH_PACKAGE set "package=%TORCH_PACKAGE%"
>"%choice%" echo ^<Project^>
>>"%choice%" echo   ^<!-- Written by build.cmd. Delete it to have it decided afresh. --^>
>>"%choice%" echo   ^<PropertyGroup^>
>>"%choice%" echo     ^<TorchBackend^>nuget^</TorchBackend^>
>>"%choice%" echo     ^<TorchPackage^>%package%^</TorchPackage^>
>>"%choice%" echo     ^<PlotBackend^>nuget^</PlotBackend^>
>>"%choice%" echo   ^</PropertyGroup^>
>>"%choice%" echo ^</Project^>
echo Torch: %package% from NuGet.
exit /b 0

rem Restores a throw-away project that asks for TorchSharp alone.
:probe
echo Looking for the TorchSharp package.
for /f "delims=" %%l in ('find "PackageVersion" "%root%Directory.Packages.props"') do (
    set "line=%%l"
    call :take_version
)
set "scratch=%TEMP%\uncertainty-probe-%RANDOM%%RANDOM%"
mkdir "%scratch%"
set "probe=%scratch%\probe.csproj"
>"%probe%" echo ^<Project Sdk="Microsoft.NET.Sdk"^>
>>"%probe%" echo   ^<PropertyGroup^>^<TargetFramework^>net10.0^</TargetFramework^>^</PropertyGroup^>
>>"%probe%" echo   ^<ItemGroup^>^<PackageReference Include="TorchSharp" Version="[%version%]" /^>^</ItemGroup^>
>>"%probe%" echo ^</Project^>
dotnet restore "%probe%" --nologo >"%scratch%\log" 2>&1
set "restored=%errorlevel%"
if not "%restored%"=="0" call :say_why
rmdir /s /q "%scratch%"
exit /b %restored%

rem One package and its version; without the quotes, blanks and equal signs part the line.
:take_version
set "line=%line:"=%"
for /f "tokens=3,5 delims== " %%a in ("%line%") do if "%%a"=="TorchSharp" set "version=%%b"
exit /b 0

:say_why
find "NU1301" "%scratch%\log" >nul
if errorlevel 1 goto :not_there
>&2 echo build.cmd: the package source cannot be reached, so TorchSharp %version% cannot be restored:
goto :show_errors
:not_there
>&2 echo build.cmd: TorchSharp %version% cannot be restored, and on Windows there is no other torch to build on:
:show_errors
>&2 type "%scratch%\log"
exit /b 0

:build
dotnet build "%~1" --configuration %configuration% --nologo --verbosity minimal
exit /b %errorlevel%

:run_setup
call :ensure_torch
if errorlevel 1 exit /b 1
call :build "%solution%"
if errorlevel 1 exit /b 1
echo Ready. Next: build.cmd demo or build.cmd test.
exit /b 0

:run_demo
call :ensure_torch
if errorlevel 1 exit /b 1
call :run_program "%root%examples\LeNetMnist\LeNetMnist.csproj"
exit /b %errorlevel%

:run_bench
call :ensure_torch
if errorlevel 1 exit /b 1
set "status=0"
for /f "delims=" %%d in ('dir /b /ad "%root%benchmarks"') do call :run_benchmark "%root%benchmarks\%%d"
exit /b %status%

:run_benchmark
if not exist "%~1\%~nx1.csproj" exit /b 0
echo == %~nx1
call :run_program "%~1\%~nx1.csproj"
if errorlevel 1 set "status=1"
exit /b 0

:run_program
call :build "%~1"
if errorlevel 1 exit /b 1
dotnet run --no-build --configuration %configuration% --project "%~1" -- %rest%
exit /b %errorlevel%

:run_pack
call :require_dotnet
if errorlevel 1 exit /b 1
call :probe
if errorlevel 1 exit /b 1
rem New outputs, so that the packages hold what is here now and nothing else.
if exist "%packages%" rmdir /s /q "%packages%"
if exist "%root%artifacts\pack" rmdir /s /q "%root%artifacts\pack"
for /f "tokens=3 delims=<>" %%r in ('find "<TorchSharpRange>" "%root%Directory.Packages.props"') do set "range=%%r"
set "range=%range:,=, %"
set "status=0"
for /f "delims=" %%d in ('dir /b /ad "%root%src"') do call :pack_project "%root%src\%%d"
if %status% neq 0 exit /b 1
for /f "delims=" %%d in ('dir /b /ad "%root%src"') do call :check_package "%root%src\%%d"
if %status% equ 0 echo The packages are in artifacts\packages.
exit /b %status%

:pack_project
if not exist "%~1\%~nx1.csproj" exit /b 0
dotnet pack "%~1\%~nx1.csproj" --configuration %configuration% --nologo --verbosity quiet --output "%packages%" %rest% -p:ArtifactsPath="%root%artifacts\pack" -p:TorchBackend=nuget -p:TorchSharpAssembly= -p:PlotBackend=nuget -p:CentralPackageTransitivePinningEnabled=false -p:WarningsNotAsErrors=NU1603 -p:ContinuousIntegrationBuild=true -p:EmbedAllSources=true
if errorlevel 1 set "status=1"
exit /b 0

rem A package and its symbols, with what they must have. Names of files are not compressed in a package.
:check_package
if not exist "%~1\%~nx1.csproj" exit /b 0
set "package="
set "symbols="
set "specification="
for %%p in ("%packages%\%~nx1.*.nupkg") do set "package=%%~p"
for %%p in ("%packages%\%~nx1.*.snupkg") do set "symbols=%%~p"
for /f "delims=" %%p in ('dir /b /s "%root%artifacts\pack\obj\%~nx1\%~nx1.*.nuspec"') do set "specification=%%p"
if not defined package goto :no_package
if not defined symbols goto :no_package
call :must_hold "%package%" "lib/net10.0/%~nx1.dll"
call :must_hold "%package%" "lib/net10.0/%~nx1.xml"
call :must_hold "%package%" "README.md"
call :must_hold "%package%" "LICENSE"
call :must_hold "%symbols%" "lib/net10.0/%~nx1.pdb"
call :must_hold "%specification%" "%range%"
call :must_hold "%specification%" "expression"
call :must_hold "%specification%" "README.md"
findstr /m /i /l /c:"Uncertainty.Compat" "%package%" >nul
if not errorlevel 1 (
    >&2 echo build.cmd: %~nx1 holds what belongs to compat.
    set "status=1"
)
if %status% equ 0 echo %~nx1
exit /b 0

:no_package
>&2 echo build.cmd: %~nx1: there is no package, or none of its symbols, in artifacts\packages.
set "status=1"
exit /b 0

:must_hold
findstr /m /l /c:"%~2" "%~1" >nul
if not errorlevel 1 exit /b 0
>&2 echo build.cmd: %~1 lacks %~2
set "status=1"
exit /b 0

:run_api
call :ensure_torch
if errorlevel 1 exit /b 1
set rest="%root%artifacts\api"
call :run_program "%root%eng\ApiReference\ApiReference.csproj"
exit /b %errorlevel%

:run_format
call :ensure_torch
if errorlevel 1 exit /b 1
dotnet restore "%solution%" --nologo --verbosity quiet
if errorlevel 1 exit /b 1
dotnet format "%solution%" --no-restore %rest%
exit /b %errorlevel%

:run_test
set "status=0"
set "total=0"
set "passed=0"
set "failed=0"
if exist "%results%" rmdir /s /q "%results%"
mkdir "%results%"
call :ensure_torch
if errorlevel 1 goto :broken
call :build "%solution%"
if errorlevel 1 goto :broken
dotnet format "%solution%" --verify-no-changes --no-restore
if errorlevel 1 (
    >&2 echo build.cmd: the formatting differs from the house format; build.cmd format puts it right.
    set "status=1"
)
for /f "delims=" %%d in ('dir /b /ad "%root%tests\*.Tests"') do call :test_project "%root%tests\%%d"
goto :sum
:broken
set "status=1"
:sum
if %failed% gtr 0 set "status=1"
if %total% equ 0 set "status=1"
set /a "skipped=total-passed-failed"
echo %passed% passed, %failed% failed, %skipped% skipped
exit /b %status%

:test_project
set "before=%total%"
dotnet test "%~1\%~nx1.csproj" --configuration %configuration% --no-build --nologo --results-directory "%results%" --logger "trx;LogFileName=%~nx1.trx" %rest%
if errorlevel 1 set "status=1"
if exist "%results%\%~nx1.trx" call :add_counters "%results%\%~nx1.trx"
if not defined rest if %total% equ %before% (
    >&2 echo build.cmd: %~nx1 ran no test.
    set "status=1"
)
exit /b 0

rem Total, executed, passed, failed, error, timeout, aborted, in this order. Skipped tests are in the total alone.
:add_counters
set "line="
for /f "delims=" %%l in ('find "<Counters " "%~1"') do set "line=%%l"
set "line=%line:"=%"
for /f "tokens=3,7,9,11,13,15 delims== " %%a in ("%line%") do set /a "total+=%%a, passed+=%%b, failed+=%%c+%%d+%%e+%%f"
exit /b 0
