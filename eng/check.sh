#!/usr/bin/env bash
# What CI runs: build without warnings, formatting, every test.
set -euo pipefail
cd "$(dirname "$0")/.."
dotnet build MotionBlend.Aspire.sln -nologo -v minimal
dotnet format MotionBlend.Aspire.sln --verify-no-changes --no-restore
dotnet test MotionBlend.Aspire.sln
