#!/usr/bin/env bash
# The grants for 2 resources in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# It is not known what is named by the value of an environment variable, which must not be repeated.
# Write the name out where it is needed, without an anchor or an alias, and ask again.
#   service.yaml:25:25  Service hello: the volume •••

# service.yaml:9:27  Service hello: its account
gcloud iam service-accounts describe hello-run@acme-prod.iam.gserviceaccount.com --project=acme-prod > /dev/null 2>&1 ||
  gcloud iam service-accounts create hello-run \
    --project=acme-prod \
    --display-name='Service hello'

# service.yaml:32:36  Service •••: its account
gcloud iam service-accounts describe other-run@acme-prod.iam.gserviceaccount.com --project=acme-prod > /dev/null 2>&1 ||
  gcloud iam service-accounts create other-run \
    --project=acme-prod \
    --display-name='Service •••'

# service.yaml:18:21  Service hello: the variable ••• of the container
gcloud secrets add-iam-policy-binding token \
  --project=acme-prod \
  --member=serviceAccount:hello-run@acme-prod.iam.gserviceaccount.com \
  --role=roles/secretmanager.secretAccessor \
  --condition=None \
  --format=none

# service.yaml:9:27  Service hello: its account
gcloud iam service-accounts add-iam-policy-binding hello-run@acme-prod.iam.gserviceaccount.com \
  --project=acme-prod \
  --member=user:ann@example.com \
  --role=roles/iam.serviceAccountUser \
  --condition=None \
  --format=none

# service.yaml:32:36  Service •••: its account
gcloud iam service-accounts add-iam-policy-binding other-run@acme-prod.iam.gserviceaccount.com \
  --project=acme-prod \
  --member=user:ann@example.com \
  --role=roles/iam.serviceAccountUser \
  --condition=None \
  --format=none
