#!/usr/bin/env bash
# The grants for 2 resources in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# service.yaml:17:24  WorkerPool consumer: the volume database
gcloud projects add-iam-policy-binding acme-prod \
  --member=serviceAccount:consumer@acme-prod.iam.gserviceaccount.com \
  --role=roles/cloudsql.client \
  --condition='expression=resource.name == "projects/acme-prod/instances/orders" && resource.service == "sqladmin.googleapis.com",title=Cloud SQL orders' \
  --format=none

# service.yaml:17:24  WorkerPool consumer: the volume database
gcloud projects add-iam-policy-binding acme-prod \
  --member=serviceAccount:consumer@acme-prod.iam.gserviceaccount.com \
  --role=roles/cloudsql.client \
  --condition='expression=resource.name == "projects/acme-prod/instances/stock" && resource.service == "sqladmin.googleapis.com",title=Cloud SQL stock' \
  --format=none

# service.yaml:26:23  Instance agent: its account
gcloud iam service-accounts add-iam-policy-binding agent-run@acme-prod.iam.gserviceaccount.com \
  --project=acme-prod \
  --member=group:deployers@acme.example \
  --role=roles/iam.serviceAccountUser \
  --condition=None \
  --format=none

# service.yaml:9:27  WorkerPool consumer: its account
gcloud iam service-accounts add-iam-policy-binding consumer@acme-prod.iam.gserviceaccount.com \
  --project=acme-prod \
  --member=group:deployers@acme.example \
  --role=roles/iam.serviceAccountUser \
  --condition=None \
  --format=none

# service.yaml:24:40  Instance agent: the annotation run.googleapis.com/encryption-key
gcloud kms keys add-iam-policy-binding instances \
  --keyring=run \
  --location=us-central1 \
  --project=acme-prod \
  --member=serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com \
  --role=roles/cloudkms.cryptoKeyEncrypterDecrypter \
  --condition=None \
  --format=none
