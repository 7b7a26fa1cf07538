# The grants for 1 resource in 1 file, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.

data "google_project" "example_com_acme_prod" {
  project_id = "example.com:acme-prod"
}

# service.yaml:13:27  Service hello: its account
resource "google_service_account" "hello_run_acme_prod_example_com" {
  project      = "example.com:acme-prod"
  account_id   = "hello-run"
  display_name = "Service hello"
}

# service.yaml:20:21  Service hello: the variable TOKEN of container 1
resource "google_secret_manager_secret_iam_member" "hello_run_acme_prod_example_com_example_com_acme_prod_token" {
  project   = "example.com:acme-prod"
  secret_id = "token"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.hello_run_acme_prod_example_com.member
}

# service.yaml:11:48  Service hello: the annotation run.googleapis.com/cloudsql-instances
resource "google_project_iam_member" "hello_run_acme_prod_example_com_example_com_acme_prod_europe_west1_orders" {
  project = "example.com:acme-prod"
  role    = "roles/cloudsql.client"
  member  = google_service_account.hello_run_acme_prod_example_com.member

  condition {
    title      = "Cloud SQL orders"
    expression = "resource.name == \"projects/example.com:acme-prod/instances/orders\" && resource.service == \"sqladmin.googleapis.com\""
  }
}

# service.yaml:13:27  Service hello: its account
resource "google_service_account_iam_member" "deployer_hello_run_acme_prod_example_com" {
  service_account_id = google_service_account.hello_run_acme_prod_example_com.name
  role               = "roles/iam.serviceAccountUser"
  member             = "user:ann@example.com"
}

# service.yaml:23:16  Service hello: the image of container proxy
resource "google_artifact_registry_repository_iam_member" "cloud_run_agent_example_com_acme_prod_example_com_acme_images_us_gcr_io" {
  project    = "example.com:acme-images"
  location   = "us"
  repository = "gcr.io"
  role       = "roles/artifactregistry.reader"
  member     = "serviceAccount:service-${data.google_project.example_com_acme_prod.number}@serverless-robot-prod.iam.gserviceaccount.com"
}
