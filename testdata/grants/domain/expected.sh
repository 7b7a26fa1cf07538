#!/usr/bin/env bash
# The grants for 1 resource in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# The number by which the Cloud Run service agent of the project is called
NUMBER_OF_EXAMPLE_COM_ACME_PROD="$(gcloud projects describe example.com:acme-prod --format='value(projectNumber)')"
: "${NUMBER_OF_EXAMPLE_COM_ACME_PROD:?is empty: gcloud has told no number}"

# service.yaml:13:27  Service hello: its account
gcloud iam service-accounts describe hello-run@acme-prod.example.com.iam.gserviceaccount.com --project=example.com:acme-prod > /dev/null 2>&1 ||
  gcloud iam service-accounts create hello-run \
    --project=example.com:acme-prod \
    --display-name='Service hello'

# service.yaml:20:21  Service hello: the variable TOKEN of container 1
gcloud secrets add-iam-policy-binding token \
  --project=example.com:acme-prod \
  --member=serviceAccount:hello-run@acme-prod.example.com.iam.gserviceaccount.com \
  --role=roles/secretmanager.secretAccessor \
  --condition=None \
  --format=none

# service.yaml:11:48  Service hello: the annotation run.googleapis.com/cloudsql-instances
gcloud projects add-iam-policy-binding example.com:acme-prod \
  --member=serviceAccount:hello-run@acme-prod.example.com.iam.gserviceaccount.com \
  --role=roles/cloudsql.client \
  --condition='expression=resource.name == "projects/example.com:acme-prod/instances/orders" && resource.service == "sqladmin.googleapis.com",title=Cloud SQL orders' \
  --format=none

# service.yaml:13:27  Service hello: its account
gcloud iam service-accounts add-iam-policy-binding hello-run@acme-prod.example.com.iam.gserviceaccount.com \
  --project=example.com:acme-prod \
  --member=user:ann@example.com \
  --role=roles/iam.serviceAccountUser \
  --condition=None \
  --format=none

# service.yaml:23:16  Service hello: the image of container proxy
gcloud artifacts repositories add-iam-policy-binding gcr.io \
  --location=us \
  --project=example.com:acme-images \
  --member=serviceAccount:service-"${NUMBER_OF_EXAMPLE_COM_ACME_PROD}"@serverless-robot-prod.iam.gserviceaccount.com \
  --role=roles/artifactregistry.reader \
  --condition=None \
  --format=none
