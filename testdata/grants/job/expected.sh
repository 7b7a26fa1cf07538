#!/usr/bin/env bash
# The grants for 1 resource in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# service.yaml:22:25  Job nightly: the variable API_TOKEN of the container
gcloud secrets add-iam-policy-binding api-token \
  --project=acme-prod \
  --member=serviceAccount:nightly@acme-prod.iam.gserviceaccount.com \
  --role=roles/secretmanager.secretAccessor \
  --condition=None \
  --format=none

# service.yaml:10:48  Job nightly: the annotation run.googleapis.com/cloudsql-instances
gcloud projects add-iam-policy-binding acme-prod \
  --member=serviceAccount:nightly@acme-prod.iam.gserviceaccount.com \
  --role=roles/cloudsql.client \
  --condition='expression=resource.name == "projects/acme-prod/instances/orders" && resource.service == "sqladmin.googleapis.com",title=Cloud SQL orders' \
  --format=none

# service.yaml:15:31  Job nightly: its account
gcloud iam service-accounts add-iam-policy-binding nightly@acme-prod.iam.gserviceaccount.com \
  --project=acme-prod \
  --member=serviceAccount:deployer@acme-ci.iam.gserviceaccount.com \
  --role=roles/iam.serviceAccountUser \
  --condition=None \
  --format=none

# service.yaml:11:50  Job nightly: the annotation run.googleapis.com/vpc-access-connector
gcloud projects add-iam-policy-binding acme-net \
  --member=serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com \
  --role=roles/vpcaccess.user \
  --condition=None \
  --format=none
