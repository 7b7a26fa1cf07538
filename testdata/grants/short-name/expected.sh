#!/usr/bin/env bash
# The grants for 2 resources in 2 files, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# It is not known which account is meant: "service-814577087058@serverless-robot-prod.iam.gserviceaccount.com" is a service agent of Google, which nothing can run as.
# Name the right one, and ask again; runlint check says more.
#   elsewhere.yaml:8:27  Service elsewhere: its account

# service.yaml:9:27  Service hello: its account
gcloud iam service-accounts describe hello-run@acme-prod.iam.gserviceaccount.com --project=acme-prod > /dev/null 2>&1 ||
  gcloud iam service-accounts create hello-run \
    --project=acme-prod \
    --display-name='Service hello'

# service.yaml:9:27  Service hello: its account
gcloud iam service-accounts add-iam-policy-binding hello-run@acme-prod.iam.gserviceaccount.com \
  --project=acme-prod \
  --member=user:ann@example.com \
  --role=roles/iam.serviceAccountUser \
  --condition=None \
  --format=none
