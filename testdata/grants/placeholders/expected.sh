#!/usr/bin/env bash
# The grants for 1 resource in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# It is not known what the placeholder ${CONNECTOR} stands for.
# Render the manifest first, and ask for its grants then.
#   service.yaml:12:50  Service hello: the annotation run.googleapis.com/vpc-access-connector

# It is not known what the placeholder ${IMAGE} stands for.
# Render the manifest first, and ask for its grants then.
#   service.yaml:31:16  Service hello: the image of container rendered

# It is not known what the placeholder ${PROJECT_ID} stands for.
# Render the manifest first, and ask for its grants then.
#   service.yaml:10:48  Service hello: the annotation run.googleapis.com/cloudsql-instances
#   service.yaml:39:25  Service hello: the volume files

# It is not known what the placeholder ${REGION} stands for.
# Render the manifest first, and ask for its grants then.
#   service.yaml:16:16  Service hello: the image of container 1

# It is not known what the placeholder ${SERVICE_ACCOUNT} stands for.
# Render the manifest first, and ask for its grants then.
#   service.yaml:14:27  Service hello: its account
#   service.yaml:26:21  Service hello: the variable OTHER of container 1 needs roles/secretmanager.secretAccessor

# It is not known what the placeholder PROJECT_ID stands for.
# Render the manifest first, and ask for its grants then.
#   service.yaml:11:44  Service hello: the annotation run.googleapis.com/encryption-key

# It is not known what the placeholder {{ .Values.secret }} stands for.
# Render the manifest first, and ask for its grants then.
#   service.yaml:21:21  Service hello: the variable TOKEN of container 1

# The number by which the Cloud Run service agent of the project is called
NUMBER_OF_ACME_PROD="$(gcloud projects describe acme-prod --format='value(projectNumber)')"
: "${NUMBER_OF_ACME_PROD:?is empty: gcloud has told no number}"

# service.yaml:29:16  Service hello: the image of container tagged
gcloud artifacts repositories add-iam-policy-binding apps \
  --location=europe \
  --project=acme-images \
  --member=serviceAccount:service-"${NUMBER_OF_ACME_PROD}"@serverless-robot-prod.iam.gserviceaccount.com \
  --role=roles/artifactregistry.reader \
  --condition=None \
  --format=none
