#!/usr/bin/env bash
# The grants for 2 resources in 2 files, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# job.yaml:10:31  Job reporter: its account
# service.yaml:9:27  Service web: its account
gcloud iam service-accounts describe shop-run@acme-prod.iam.gserviceaccount.com --project=acme-prod > /dev/null 2>&1 ||
  gcloud iam service-accounts create shop-run \
    --project=acme-prod \
    --display-name='Job reporter and 1 more'

# job.yaml:17:25  Job reporter: the variable TOKEN of the container
# service.yaml:16:21  Service web: the variable TOKEN of the container
gcloud secrets add-iam-policy-binding token \
  --project=acme-prod \
  --member=serviceAccount:shop-run@acme-prod.iam.gserviceaccount.com \
  --role=roles/secretmanager.secretAccessor \
  --condition=None \
  --format=none

# job.yaml:24:29  Job reporter: the volume reports
# service.yaml:24:25  Service web: the volume reports, read-only
gcloud storage buckets add-iam-policy-binding gs://acme-reports \
  --member=serviceAccount:shop-run@acme-prod.iam.gserviceaccount.com \
  --role=roles/storage.objectUser \
  --condition=None \
  --format=none

# job.yaml:10:31  Job reporter: its account
# service.yaml:9:27  Service web: its account
gcloud iam service-accounts add-iam-policy-binding shop-run@acme-prod.iam.gserviceaccount.com \
  --project=acme-prod \
  --member=user:ann@example.com \
  --role=roles/iam.serviceAccountUser \
  --condition=None \
  --format=none
