import { wholeEmail } from '../cloud-run/allowed-accounts.ts';
import { findForeignHome, homeProjectOf } from '../cloud-run/home-project.ts';
import { homeRegionOf } from '../cloud-run/home-region.ts';
import { accountOf } from '../manifest/account.ts';
import { isUsableEmail } from '../manifest/account-email.ts';
import { findHiddenValues } from '../manifest/hidden-values.ts';
import type { ProjectRef } from '../manifest/replace-call.ts';
import {
  isServiceAccountMissing,
  type Resource,
  resourceId,
  serviceAccountNameOf,
  serviceAccountNamePath,
} from '../manifest/resource.ts';
import type { ServiceAccount } from '../manifest/service-account.ts';
import { maskTexts } from '../text/mask.ts';
import type { IdentityKind } from './identity-kind.ts';
import { type Placement, placementIn } from './placement.ts';

/** What a resource tells of who it runs as, by itself. */
export interface ResourceIdentity {
  readonly kind: string;
  readonly name: string | undefined;
  /** `Service/hello`: manifests of one id, one for each environment, are one resource where accounts are shared. */
  readonly id: string;
  /** The project that it is deployed to, as far as that is sure. */
  readonly project: Partial<ProjectRef>;
  readonly region: string | undefined;
  /** What it names, as gcloud reads it. */
  readonly serviceAccountName: string | undefined;
  /** The account that it runs as, by its whole e-mail where that is known; what is to be filled in or is no account, as it stands. */
  readonly identity: string | undefined;
  /** Undefined for an account of one's own: whether it is shared the whole run tells. */
  readonly identityKind: Exclude<IdentityKind, 'shared' | 'dedicated'> | undefined;
  /** Whether it is deployed to the project that is asked for; it is, where none is. */
  readonly placement: Placement;
  /** The path of its file. */
  readonly path: string;
  /** Where the account stands, or would, from one. */
  readonly line: number;
}

/**
 * @param written read without the project that is asked for, so that it tells its own
 * @param project the project that is asked for: what names none is deployed there
 */
export function identityOf(written: Resource, project?: ProjectRef): ResourceIdentity {
  const placement = project ? placementIn(project, written) : 'there';
  const resource = project && placement === 'there' ? { ...written, call: { ...written.call, project } } : written;
  const { document, kind, path } = resource;
  const { start } = document.visibleRangeAt(serviceAccountNamePath(resource));
  const told: ResourceIdentity = {
    kind: kind.kind,
    name: resource.name,
    id: resourceId(resource),
    project: homeProjectOf(resource),
    region: homeRegionOf(resource),
    serviceAccountName: serviceAccountNameOf(resource),
    identity: accountRunAs(resource),
    identityKind: kindOfIdentity(resource),
    placement,
    path,
    line: document.lines.position(start).line,
  };
  return document.text.includes('&') ? withoutHiddenValues(told, resource) : told;
}

/** The default account of Compute Engine has the number of the project in its name. */
function accountRunAs(resource: Resource): string | undefined {
  const account = accountOf(resource);
  if (account?.type === 'short-name') return wholeEmail(account.name, resource);
  if (account || !isServiceAccountMissing(resource) || resource.isTemplate) return serviceAccountNameOf(resource);
  const { number } = homeProjectOf(resource);
  return number === undefined ? undefined : `${number}-compute@developer.gserviceaccount.com`;
}

const KINDS: Readonly<Record<ServiceAccount['type'], ResourceIdentity['identityKind']>> = {
  'user-managed': undefined,
  'short-name': undefined,
  'compute-default': 'default',
  'app-engine-default': 'default',
  'service-agent': 'agent',
  placeholder: 'placeholder',
  malformed: 'invalid',
};

/** What a template engine has yet to write says nothing sure. */
function kindOfIdentity(resource: Resource): ResourceIdentity['identityKind'] {
  if (resource.isTemplate) return 'placeholder';
  const account = accountOf(resource);
  if (!account) return isServiceAccountMissing(resource) ? 'none' : 'invalid';
  const isForeign = account.type === 'user-managed' && findForeignHome(resource, account.projectId) !== undefined;
  return isForeign ? 'other-project' : KINDS[account.type];
}

/** An alias can make anything of the value of an environment variable. An account is no secret. */
function withoutHiddenValues(told: ResourceIdentity, resource: Resource): ResourceIdentity {
  const { texts } = findHiddenValues(resource.document);
  if (texts.length === 0) return told;
  const masked = (text: string | undefined) => (text === undefined ? undefined : maskTexts(text, texts));
  const account = accountOf(resource);
  const isShown = account !== undefined && isUsableEmail(account);
  return {
    ...told,
    name: masked(told.name),
    id: maskTexts(told.id, texts),
    project: Object.fromEntries(Object.entries(told.project).map(([key, text]) => [key, maskTexts(text, texts)])),
    region: masked(told.region),
    serviceAccountName: isShown ? told.serviceAccountName : masked(told.serviceAccountName),
    identity: isShown ? told.identity : masked(told.identity),
  };
}
