# Restores, builds and tests the repository. Run it in the repository's top folder.
$ErrorActionPreference = 'Stop'

# A build restores first.
dotnet build Sequence.Generated.sln
if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }

dotnet test Sequence.Generated.sln
exit $LASTEXITCODE
