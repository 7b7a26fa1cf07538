#!/usr/bin/env bash
# The grants for 1 resource in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# service.yaml:32:21  Service checkout: the variable STRIPE_KEY of container web
gcloud secrets add-iam-policy-binding db-password \
  --project=220000000002 \
  --member=serviceAccount:checkout@acme-prod.iam.gserviceaccount.com \
  --role=roles/secretmanager.secretAccessor \
  --condition=None \
  --format=none

# service.yaml:27:21  Service checkout: the variable DB_PASSWORD of container web
# service.yaml:47:21  Service checkout: the variable DB_PASSWORD of container proxy
gcloud secrets add-iam-policy-binding db-password \
  --project=acme-prod \
  --member=serviceAccount:checkout@acme-prod.iam.gserviceaccount.com \
  --role=roles/secretmanager.secretAccessor \
  --condition=None \
  --format=none

# service.yaml:52:23  Service checkout: the volume tls
gcloud secrets add-iam-policy-binding tls-certificate \
  --project=acme-prod \
  --member=serviceAccount:checkout@acme-prod.iam.gserviceaccount.com \
  --role=roles/secretmanager.secretAccessor \
  --condition=None \
  --format=none

# service.yaml:10:48  Service checkout: the annotation run.googleapis.com/cloudsql-instances
gcloud projects add-iam-policy-binding acme-prod \
  --member=serviceAccount:checkout@acme-prod.iam.gserviceaccount.com \
  --role=roles/cloudsql.client \
  --condition='expression=resource.name == "projects/acme-prod/instances/orders" && resource.service == "sqladmin.googleapis.com",title=Cloud SQL orders' \
  --format=none

# service.yaml:10:48  Service checkout: the annotation run.googleapis.com/cloudsql-instances
gcloud projects add-iam-policy-binding example.com:acme-data \
  --member=serviceAccount:checkout@acme-prod.iam.gserviceaccount.com \
  --role=roles/cloudsql.client \
  --condition='expression=resource.name == "projects/example.com:acme-data/instances/stock" && resource.service == "sqladmin.googleapis.com",title=Cloud SQL stock' \
  --format=none

# service.yaml:63:25  Service checkout: the volume catalogue, read-only
# Inferred: no page says that Cloud Run needs this role.
gcloud storage buckets add-iam-policy-binding gs://acme-catalogue \
  --member=serviceAccount:checkout@acme-prod.iam.gserviceaccount.com \
  --role=roles/storage.objectViewer \
  --condition=None \
  --format=none

# service.yaml:57:25  Service checkout: the volume uploads
gcloud storage buckets add-iam-policy-binding gs://acme-prod-uploads \
  --member=serviceAccount:checkout@acme-prod.iam.gserviceaccount.com \
  --role=roles/storage.objectUser \
  --condition=None \
  --format=none

# service.yaml:15:27  Service checkout: its account
gcloud iam service-accounts add-iam-policy-binding checkout@acme-prod.iam.gserviceaccount.com \
  --project=acme-prod \
  --member=user:ann@acme.example \
  --role=roles/iam.serviceAccountUser \
  --condition=None \
  --format=none

# service.yaml:18:16  Service checkout: the image of container web
gcloud artifacts repositories add-iam-policy-binding apps \
  --location=europe \
  --project=acme-images \
  --member=serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com \
  --role=roles/artifactregistry.reader \
  --condition=None \
  --format=none

# service.yaml:42:16  Service checkout: the image of container proxy
gcloud artifacts repositories add-iam-policy-binding eu.gcr.io \
  --location=europe \
  --project=acme-mirror \
  --member=serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com \
  --role=roles/artifactregistry.reader \
  --condition=None \
  --format=none

# service.yaml:11:44  Service checkout: the annotation run.googleapis.com/encryption-key
gcloud kms keys add-iam-policy-binding images \
  --keyring=run \
  --location=europe-west1 \
  --project=acme-keys \
  --member=serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com \
  --role=roles/cloudkms.cryptoKeyEncrypterDecrypter \
  --condition=None \
  --format=none

# service.yaml:12:48  Service checkout: the annotation run.googleapis.com/network-interfaces
gcloud compute networks subnets add-iam-policy-binding apps \
  --region=europe-west1 \
  --project=acme-net \
  --member=serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com \
  --role=roles/compute.networkUser \
  --format=none

# service.yaml:12:48  Service checkout: the annotation run.googleapis.com/network-interfaces
gcloud projects add-iam-policy-binding acme-net \
  --member=serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com \
  --role=roles/compute.networkViewer \
  --condition=None \
  --format=none
