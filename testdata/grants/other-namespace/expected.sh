#!/usr/bin/env bash
# The grants for 1 resource in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# service.yaml:10:27  Service hello: its account
gcloud iam service-accounts describe hello-run@acme-test.iam.gserviceaccount.com --project=acme-test > /dev/null 2>&1 ||
  gcloud iam service-accounts create hello-run \
    --project=acme-test \
    --display-name='Service hello'

# service.yaml:17:21  Service hello: the variable DB_PASSWORD of the container
gcloud secrets add-iam-policy-binding db-password \
  --project=acme-test \
  --member=serviceAccount:hello-run@acme-test.iam.gserviceaccount.com \
  --role=roles/secretmanager.secretAccessor \
  --condition=None \
  --format=none

# service.yaml:10:27  Service hello: its account
gcloud iam service-accounts add-iam-policy-binding hello-run@acme-test.iam.gserviceaccount.com \
  --project=acme-test \
  --member=user:ann@example.com \
  --role=roles/iam.serviceAccountUser \
  --condition=None \
  --format=none
