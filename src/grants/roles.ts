/** A predefined role, and how it is known that it is the one that is needed. */
interface Role {
  /** `roles/secretmanager.secretAccessor`. */
  readonly id: string;
  /** Inferred: the page says that the role lets one do it, and not that Cloud Run needs it. */
  readonly basis: 'documented' | 'inferred';
  /** The page of Google's documentation. */
  readonly source: string;
}

const RUN = 'https://cloud.google.com/run/docs/configuring';

/** The narrowest predefined role for each thing that is to be done. */
export const ROLES = {
  readSecret: {
    id: 'roles/secretmanager.secretAccessor',
    basis: 'documented',
    source: `${RUN}/services/secrets`,
  },
  connectToInstance: {
    id: 'roles/cloudsql.client',
    basis: 'documented',
    source: 'https://cloud.google.com/sql/docs/postgres/connect-run',
  },
  useBucket: {
    id: 'roles/storage.objectUser',
    basis: 'documented',
    source: `${RUN}/services/cloud-storage-volume-mounts`,
  },
  readBucket: {
    id: 'roles/storage.objectViewer',
    basis: 'inferred',
    source: 'https://cloud.google.com/storage/docs/access-control/iam-roles',
  },
  actAs: {
    id: 'roles/iam.serviceAccountUser',
    basis: 'documented',
    source: `${RUN}/services/service-identity`,
  },
  mintTokens: {
    id: 'roles/iam.serviceAccountTokenCreator',
    basis: 'documented',
    source: 'https://cloud.google.com/iam/docs/attach-service-accounts',
  },
  pullImages: {
    id: 'roles/artifactregistry.reader',
    basis: 'documented',
    source: 'https://cloud.google.com/run/docs/deploying#other-projects',
  },
  useKey: {
    id: 'roles/cloudkms.cryptoKeyEncrypterDecrypter',
    basis: 'documented',
    source: 'https://cloud.google.com/run/docs/securing/using-cmek',
  },
  useSubnetwork: {
    id: 'roles/compute.networkUser',
    basis: 'documented',
    source: `${RUN}/shared-vpc-direct-vpc`,
  },
  viewNetworks: {
    id: 'roles/compute.networkViewer',
    basis: 'documented',
    source: `${RUN}/shared-vpc-direct-vpc`,
  },
  useConnector: {
    id: 'roles/vpcaccess.user',
    basis: 'documented',
    source: `${RUN}/shared-vpc-host-project`,
  },
} as const satisfies Record<string, Role>;

export type RoleName = keyof typeof ROLES;

/** Who has the second on something needs the first no more. */
export const INCLUDED_IN: Partial<Record<RoleName, RoleName>> = { readBucket: 'useBucket' };
