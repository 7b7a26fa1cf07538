#!/usr/bin/env bash
# The grants for 1 resource in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# In project acme-data the organization policy iam.disableCrossProjectServiceAccountUsage must not be enforced; where nobody has changed it, it is.
# Once it is off, accounts of acme-data can be attached to resources of other projects, and Google puts a lien on acme-data: it cannot be deleted while the lien is there.
# That is a decision about the whole project: it is left to whoever owns it, and so is the creation of its accounts.
#   gcloud resource-manager org-policies disable-enforce iam.disableCrossProjectServiceAccountUsage --project=acme-data
# Recommended with it, so that only somebody with a right on the organization can lift that lien:
#   gcloud resource-manager org-policies enable-enforce iam.restrictCrossProjectServiceAccountLienRemoval --project=acme-data
#   service.yaml:10:27  Service report: its account, of another project

# Who deploys, as a member of an IAM policy
: "${DEPLOYER:?must name who deploys, as user:ann@example.com; or write it here with runlint grants --deployer}"

# service.yaml:17:21  Service report: the variable KEY of the container
gcloud secrets add-iam-policy-binding report-key \
  --project=acme-prod \
  --member=serviceAccount:reader@acme-data.iam.gserviceaccount.com \
  --role=roles/secretmanager.secretAccessor \
  --condition=None \
  --format=none

# service.yaml:10:27  Service report: its account
gcloud iam service-accounts add-iam-policy-binding reader@acme-data.iam.gserviceaccount.com \
  --project=acme-data \
  --member="${DEPLOYER}" \
  --role=roles/iam.serviceAccountUser \
  --condition=None \
  --format=none

# service.yaml:10:27  Service report: its account, of another project
gcloud iam service-accounts add-iam-policy-binding reader@acme-data.iam.gserviceaccount.com \
  --project=acme-data \
  --member=serviceAccount:service-814577087058@serverless-robot-prod.iam.gserviceaccount.com \
  --role=roles/iam.serviceAccountTokenCreator \
  --condition=None \
  --format=none
