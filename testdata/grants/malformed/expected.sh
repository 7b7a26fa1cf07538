#!/usr/bin/env bash
# Nothing can be granted for 1 resource in 1 file before this is known.
set -euo pipefail
export CLOUDSDK_CORE_DISABLE_PROMPTS=1

# It is not known what "--project=other" names, where the name of a secret, or of an alias defined as ALIAS:projects/NUMBER/secrets/NAME, is expected.
# Write that, and ask again; runlint check says more.
#   service.yaml:27:21  Service hello: the variable TOKEN of the container

# It is not known what "_" names, where the name of one bucket, without gs://, is expected.
# Write that, and ask again; runlint check says more.
#   service.yaml:34:25  Service hello: the volume all

# It is not known what "europe-docker.pkg.dev/acme-prod:1.0.0" names, where LOCATION-docker.pkg.dev/PROJECT/REPOSITORY/IMAGE is expected.
# Write that, and ask again; runlint check says more.
#   service.yaml:17:16  Service hello: the image of the container

# It is not known what "gs://acme-files" names, where the name of one bucket, without gs://, is expected.
# Write that, and ask again; runlint check says more.
#   service.yaml:39:25  Service hello: the volume files

# It is not known what "images" names, where projects/PROJECT/locations/REGION/keyRings/RING/cryptoKeys/KEY is expected.
# Write that, and ask again; runlint check says more.
#   service.yaml:11:44  Service hello: the annotation run.googleapis.com/encryption-key

# It is not known what "orders" names, where PROJECT:REGION:INSTANCE is expected.
# Write that, and ask again; runlint check says more.
#   service.yaml:10:48  Service hello: the annotation run.googleapis.com/cloudsql-instances

# It is not known what "projects/acme-net/global/networks/main" names, where projects/PROJECT/regions/REGION/subnetworks/NAME is expected.
# Write that, and ask again; runlint check says more.
#   service.yaml:12:48  Service hello: the annotation run.googleapis.com/network-interfaces

# It is not known what "stripe-key:projects/acme prod/secrets/stripe-key" names, where the name of a secret, or of an alias defined as ALIAS:projects/NUMBER/secrets/NAME, is expected.
# Write that, and ask again; runlint check says more.
#   service.yaml:22:21  Service hello: the variable STRIPE_KEY of the container

# It is not known which account is meant: "hello-run@acme-prod.iam.gserviceacount.com" does not end like a service account's e-mail.
# Name the right one, and ask again; runlint check says more.
#   service.yaml:15:27  Service hello: its account
