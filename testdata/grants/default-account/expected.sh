#!/usr/bin/env bash
# The grants for 2 resources in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# It is not known who is to get what Service hello uses: without an account it runs as the default account of Compute Engine, which others share.
# Give it one of its own first:
# runlint set-service-account hello-run@acme-prod.iam.gserviceaccount.com --only Service/hello service.yaml
#   service.yaml:8:5  Service hello: it names no account
#   service.yaml:15:21  Service hello: the variable TOKEN of the container needs roles/secretmanager.secretAccessor

# service.yaml:32:21  Service named: the variable TOKEN of the container
gcloud secrets add-iam-policy-binding token \
  --project=acme-prod \
  --member=serviceAccount:814577087058-compute@developer.gserviceaccount.com \
  --role=roles/secretmanager.secretAccessor \
  --condition=None \
  --format=none

# service.yaml:25:27  Service named: its account
gcloud iam service-accounts add-iam-policy-binding 814577087058-compute@developer.gserviceaccount.com \
  --project=acme-prod \
  --member=user:ann@example.com \
  --role=roles/iam.serviceAccountUser \
  --condition=None \
  --format=none
