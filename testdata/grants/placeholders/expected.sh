#!/usr/bin/env bash
# Nothing to grant for 1 resource in 1 file.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# It is not known what the placeholder ${CONNECTOR} stands for.
# Render the manifest first, and ask for its grants then.
#   service.yaml:12:50  Service hello: the annotation run.googleapis.com/vpc-access-connector

# It is not known what the placeholder ${PROJECT_ID} stands for.
# Render the manifest first, and ask for its grants then.
#   service.yaml:10:48  Service hello: the annotation run.googleapis.com/cloudsql-instances
#   service.yaml:16:16  Service hello: the image of the container
#   service.yaml:33:25  Service hello: the volume files

# It is not known what the placeholder ${SERVICE_ACCOUNT} stands for.
# Render the manifest first, and ask for its grants then.
#   service.yaml:14:27  Service hello: its account
#   service.yaml:26:21  Service hello: the variable OTHER of the container needs roles/secretmanager.secretAccessor

# It is not known what the placeholder PROJECT_ID stands for.
# Render the manifest first, and ask for its grants then.
#   service.yaml:11:44  Service hello: the annotation run.googleapis.com/encryption-key

# It is not known what the placeholder {{ .Values.secret }} stands for.
# Render the manifest first, and ask for its grants then.
#   service.yaml:21:21  Service hello: the variable TOKEN of the container
