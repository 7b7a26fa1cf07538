# The grants for 2 resources in 2 files, read off the manifests by runlint.
# Which of them exist already cannot be told offline; to grant one again changes nothing.

# It is not known to which project this is deployed: if it is another one, more is needed than stands here.
# Give it by its id and its number, as in --project acme-prod=123456789012.
#   service.yaml:12:27  Service hello: its account, of project acme-prod
#   service.yaml:14:16  Service hello: the image of the container, of project acme-prod

# It is not known whether acme-prod is project 330000000003, which this is deployed to: if not, more is needed than stands here.
# Write the id and the number of the project under projects in runlint.yaml, or give both with --project.
#   numbered.yaml:9:27  Service numbered: its account, of project acme-prod
#   numbered.yaml:11:16  Service numbered: the image of the container, of project acme-prod

variable "project_id" {
  description = "The project that is deployed to, which the manifests do not tell"
  type        = string
}

variable "deployer" {
  description = "Who deploys, as a member of an IAM policy: user:ann@example.com"
  type        = string

  validation {
    condition     = can(regex("^(user|serviceAccount|group):[^@]+@[^@]+$", var.deployer))
    error_message = "The deployer is user:EMAIL, serviceAccount:EMAIL or group:EMAIL."
  }
}

data "google_project" "project" {
  project_id = var.project_id
}

# service.yaml:12:27  Service hello: its account
resource "google_service_account" "hello_run_acme_prod" {
  project      = "acme-prod"
  account_id   = "hello-run"
  display_name = "Service hello"
}

# numbered.yaml:9:27  Service numbered: its account
resource "google_service_account" "numbered_acme_prod" {
  project      = "acme-prod"
  account_id   = "numbered"
  display_name = "Service numbered"
}

# service.yaml:19:21  Service hello: the variable TOKEN of the container
resource "google_secret_manager_secret_iam_member" "hello_run_acme_prod_token" {
  project   = var.project_id
  secret_id = "token"
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.hello_run_acme_prod.member
}

# service.yaml:12:27  Service hello: its account
resource "google_service_account_iam_member" "deployer_hello_run_acme_prod" {
  service_account_id = google_service_account.hello_run_acme_prod.name
  role               = "roles/iam.serviceAccountUser"
  member             = var.deployer
}

# numbered.yaml:9:27  Service numbered: its account
resource "google_service_account_iam_member" "deployer_numbered_acme_prod" {
  service_account_id = google_service_account.numbered_acme_prod.name
  role               = "roles/iam.serviceAccountUser"
  member             = var.deployer
}

# service.yaml:10:44  Service hello: the annotation run.googleapis.com/encryption-key
resource "google_kms_crypto_key_iam_member" "cloud_run_agent_acme_keys_europe_west1_run_images" {
  crypto_key_id = "projects/acme-keys/locations/europe-west1/keyRings/run/cryptoKeys/images"
  role          = "roles/cloudkms.cryptoKeyEncrypterDecrypter"
  member        = "serviceAccount:service-${data.google_project.project.number}@serverless-robot-prod.iam.gserviceaccount.com"
}
