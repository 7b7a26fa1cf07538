# The grants for 1 resource in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.

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

data "google_project" "acme_prod" {
  project_id = "acme-prod"
}

# service.yaml:29:16  Service hello: the image of container tagged
resource "google_artifact_registry_repository_iam_member" "cloud_run_agent_acme_prod_acme_images_europe_apps" {
  project    = "acme-images"
  location   = "europe"
  repository = "apps"
  role       = "roles/artifactregistry.reader"
  member     = "serviceAccount:service-${data.google_project.acme_prod.number}@serverless-robot-prod.iam.gserviceaccount.com"
}
