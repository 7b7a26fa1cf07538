# Nothing can be granted for 2 resources in 2 files before this is known.

# It is not known whether 100200300400-compute@developer.gserviceaccount.com is meant: it is the default account of another project, 100200300400, which others share there and which often may edit all of it.
# Give Service hello an account of its own first:
# runlint set-service-account hello-run@PROJECT.iam.gserviceaccount.com service.yaml
#   service.yaml:10:27  Service hello: its account
#   service.yaml:17:21  Service hello: the variable DB_PASSWORD of the container needs roles/secretmanager.secretAccessor

# It is not known whether acme-prod@appspot.gserviceaccount.com is meant: it is the default account of another project, acme-prod, which others share there and which often may edit all of it.
# Give Service report an account of its own first:
# runlint set-service-account report@acme-test.iam.gserviceaccount.com app-engine.yaml
#   app-engine.yaml:9:27  Service report: its account
#   app-engine.yaml:16:21  Service report: the variable DB_PASSWORD of the container needs roles/secretmanager.secretAccessor
