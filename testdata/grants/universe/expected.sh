#!/usr/bin/env bash
# The grants for 2 resources in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# It is not known which account is meant: copied@acme-prod.iam.gserviceaccount.com is of another universe of Google Cloud than project s3ns:acme-prod.
# Each universe has accounts of its own. Name the account of the one that this is deployed to.
#   service.yaml:24:27  Service copied: its account

# The number by which the Cloud Run service agent of the project is called
NUMBER_OF_S3NS_ACME_PROD="$(gcloud projects describe s3ns:acme-prod --format='value(projectNumber)')"
: "${NUMBER_OF_S3NS_ACME_PROD:?is empty: gcloud has told no number}"

# service.yaml:13:27  Service hello: its account
gcloud iam service-accounts describe hello-run@acme-prod.s3ns.iam.gserviceaccount.com --project=s3ns:acme-prod > /dev/null 2>&1 ||
  gcloud iam service-accounts create hello-run \
    --project=s3ns:acme-prod \
    --display-name='Service hello'

# service.yaml:10:48  Service hello: the annotation run.googleapis.com/cloudsql-instances
gcloud projects add-iam-policy-binding s3ns:acme-prod \
  --member=serviceAccount:hello-run@acme-prod.s3ns.iam.gserviceaccount.com \
  --role=roles/cloudsql.client \
  --condition='expression=resource.name == "projects/s3ns:acme-prod/instances/orders" && resource.service == "sqladmin.googleapis.com",title=Cloud SQL orders' \
  --format=none

# service.yaml:13:27  Service hello: its account
gcloud iam service-accounts add-iam-policy-binding hello-run@acme-prod.s3ns.iam.gserviceaccount.com \
  --project=s3ns:acme-prod \
  --member=user:ann@example.com \
  --role=roles/iam.serviceAccountUser \
  --condition=None \
  --format=none

# service.yaml:11:44  Service hello: the annotation run.googleapis.com/encryption-key
gcloud kms keys add-iam-policy-binding images \
  --keyring=run \
  --location=u-france-east1 \
  --project=s3ns:acme-prod \
  --member=serviceAccount:service-"${NUMBER_OF_S3NS_ACME_PROD}"@serverless-robot-prod.s3ns-system.iam.gserviceaccount.com \
  --role=roles/cloudkms.cryptoKeyEncrypterDecrypter \
  --condition=None \
  --format=none
