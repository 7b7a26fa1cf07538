#!/usr/bin/env bash
# The grants for 2 resources in 2 files, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# It is not known to which project this is deployed: if it is another one, more is needed than stands here.
# Give it by its id and its number, as in --project acme-prod=123456789012.
#   service.yaml:12:27  Service hello: its account, of project acme-prod
#   service.yaml:14:16  Service hello: the image of the container, of project acme-prod

# It is not known whether acme-prod is project 330000000003, which this is deployed to: if not, more is needed than stands here.
# Write the id and the number of the project under projects in runlint.yaml, or give both with --project.
#   numbered.yaml:9:27  Service numbered: its account, of project acme-prod
#   numbered.yaml:11:16  Service numbered: the image of the container, of project acme-prod

# The project that is deployed to, which the manifests do not tell
: "${PROJECT_ID:?must be the id of the project that is deployed to; or write it here with runlint grants --project}"

# Who deploys, as a member of an IAM policy
: "${DEPLOYER:?must name who deploys, as user:ann@example.com; or write it here with runlint grants --deployer}"

# The number by which the Cloud Run service agent of the project is called
PROJECT_NUMBER="$(gcloud projects describe "${PROJECT_ID}" --format='value(projectNumber)')"
: "${PROJECT_NUMBER:?is empty: gcloud has told no number}"

# service.yaml:12:27  Service hello: its account
gcloud iam service-accounts describe hello-run@acme-prod.iam.gserviceaccount.com --project=acme-prod > /dev/null 2>&1 ||
  gcloud iam service-accounts create hello-run \
    --project=acme-prod \
    --display-name='Service hello'

# numbered.yaml:9:27  Service numbered: its account
gcloud iam service-accounts describe numbered@acme-prod.iam.gserviceaccount.com --project=acme-prod > /dev/null 2>&1 ||
  gcloud iam service-accounts create numbered \
    --project=acme-prod \
    --display-name='Service numbered'

# service.yaml:19:21  Service hello: the variable TOKEN of the container
gcloud secrets add-iam-policy-binding token \
  --project="${PROJECT_ID}" \
  --member=serviceAccount:hello-run@acme-prod.iam.gserviceaccount.com \
  --role=roles/secretmanager.secretAccessor \
  --condition=None \
  --format=none

# service.yaml:12:27  Service hello: its account
gcloud iam service-accounts add-iam-policy-binding hello-run@acme-prod.iam.gserviceaccount.com \
  --project=acme-prod \
  --member="${DEPLOYER}" \
  --role=roles/iam.serviceAccountUser \
  --condition=None \
  --format=none

# numbered.yaml:9:27  Service numbered: its account
gcloud iam service-accounts add-iam-policy-binding numbered@acme-prod.iam.gserviceaccount.com \
  --project=acme-prod \
  --member="${DEPLOYER}" \
  --role=roles/iam.serviceAccountUser \
  --condition=None \
  --format=none

# service.yaml:10:44  Service hello: the annotation run.googleapis.com/encryption-key
gcloud kms keys add-iam-policy-binding images \
  --keyring=run \
  --location=europe-west1 \
  --project=acme-keys \
  --member=serviceAccount:service-"${PROJECT_NUMBER}"@serverless-robot-prod.iam.gserviceaccount.com \
  --role=roles/cloudkms.cryptoKeyEncrypterDecrypter \
  --condition=None \
  --format=none
