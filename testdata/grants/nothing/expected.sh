#!/usr/bin/env bash
# Nothing to grant for 1 resource in 1 file.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1
