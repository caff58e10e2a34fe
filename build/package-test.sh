#!/usr/bin/env bash
# Uses the packages as a stranger would: a new project outside the repository that names one of them and libtorch, and no more.
set -euo pipefail

packages="$1"
version="$(basename "$packages"/Fathom.Torch.*.nupkg .nupkg)"
version="${version#Fathom.Torch.}"
libtorch="$(sed -nE 's/.*libtorch-cpu-linux-x64" Version="([^"]+)".*/\1/p' "$(dirname "$0")/../Directory.Packages.props")"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/project"
cd "$folder/project"

# The packages under test are unpacked into a folder of their own, lest an older build of the same version be found in the
# user's cache; everything else (libtorch is half a gigabyte) is taken from there.
cache="$(dotnet nuget locals global-packages --list | sed 's/^global-packages: //')"
cat > nuget.config << XML
<configuration>
  <config><add key="globalPackagesFolder" value="$folder/packages" /></config>
  <fallbackPackageFolders><add key="cache" value="$cache" /></fallbackPackageFolders>
  <packageSources><add key="fathom" value="$packages" /></packageSources>
</configuration>
XML
cat > Program.cs << 'CS'
using TorchSharp;

System.Console.WriteLine($"sum {torch.ones(2).sum().item<float>()}");
System.Console.WriteLine(typeof(Fathom.Ledger.ChainLedger).Assembly.GetName().Name);
CS

# Named directly, and brought along by another package: NuGet imports from build/ in the one case, buildTransitive/ in the other.
for package in Fathom.Torch Fathom.Lab; do
    rm -rf bin obj
    cat > stranger.csproj << XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>net10.0</TargetFramework>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <CreateSymbolicLinksForCopyLocalIfPossible>true</CreateSymbolicLinksForCopyLocalIfPossible>
  </PropertyGroup>
  <ItemGroup>
    <PackageReference Include="$package" Version="$version" />
    <PackageReference Include="libtorch-cpu-linux-x64" Version="$libtorch" />
  </ItemGroup>
</Project>
XML
    dotnet build --nologo --verbosity quiet
    output="$(dotnet run --no-build)"
    echo "$package: $output" | tr '\n' ' '
    echo
    grep -qx 'sum 2' <<< "$output"
    grep -qx 'Fathom' <<< "$output"

    # TorchSharp hides a library that does not load behind a copy of it in a folder "cpu": then the cure did not work.
    if find bin -type d -name cpu | grep -q .; then
        echo "TorchSharp fell back to a shadow copy of libtorch: the native library did not load." >&2
        exit 1
    fi

    library="$(find bin -name libLibTorchSharp.so | head -n 1)"
    if command -v readelf > /dev/null; then
        if ! readelf --version-info "$library" | grep -E 'GLIBCXX_3\.4\.32' | grep -q WEAK; then
            echo "$library still insists on GLIBCXX_3.4.32." >&2
            exit 1
        fi
        echo "GLIBCXX_3.4.32 is a weak requirement of $(basename "$library")."
    fi
done
