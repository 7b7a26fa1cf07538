import { dedicatedAccountOf, setCommand } from '../cloud-run/dedicated-account.ts';
import { accountOf } from '../manifest/account.ts';
import { userManagedEmail } from '../manifest/account-email.ts';
import {
  describeResource,
  isServiceAccountMissing,
  type Resource,
  serviceAccountNameOf,
  serviceAccountNamePath,
} from '../manifest/resource.ts';
import { parseServiceAccount, projectOf, type ServiceAccount } from '../manifest/service-account.ts';
import { excerpt } from '../text/excerpt.ts';
import type { Project } from './grant.ts';
import { type Doubt, unclearName } from './need.ts';
import { nameOf, projectNamed, relationOf } from './project.ts';

/** The account that a resource runs as. */
export interface Identity {
  readonly email: string;
  readonly account: ServiceAccount;
  readonly project: Project;
}

/** Who a resource runs as, or why that is not known. */
export function identityOf(resource: Resource, home: Project): Identity | Doubt {
  const text = serviceAccountNameOf(resource);
  const account = accountOf(resource);
  const at = serviceAccountNamePath(resource);
  if (text === undefined || !account) return noAccount(resource);
  if (account.type === 'placeholder') return unclearName(at, 'its account', text, '', account.placeholder);
  const email = account.type === 'short-name' && home.id !== undefined ? userManagedEmail(text, home.id) : text;
  const whole = parseServiceAccount(email);
  const project = projectOf(whole);
  if (project !== undefined) {
    const identity = { email, account: whole, project: projectNamed(project, resource.call) };
    const isDefault = whole.type === 'compute-default' || whole.type === 'app-engine-default';
    return isDefault && relationOf(home, identity.project) === 'other' ? defaultOfAnother(resource, identity) : identity;
  }
  return whole.type === 'short-name' ? shortName(resource, text) : noIdentity(resource, text, whole);
}

function noAccount(resource: Resource): Doubt {
  const isMissing = isServiceAccountMissing(resource);
  return {
    at: serviceAccountNamePath(resource),
    why: isMissing ? 'it names no account' : 'its account is no text',
    question: `who is to get what ${describeResource(resource)} uses: without an account it runs as the default account of Compute Engine, which others share`,
    remedy: `Give it one of its own first:\n${setCommand(resource, dedicatedAccountOf(resource))}`,
  };
}

/** Mostly copied from another environment: to grant it anything lets all that runs as it there in, and the other way round. */
function defaultOfAnother(resource: Resource, { email, project }: Identity): Doubt {
  return {
    at: serviceAccountNamePath(resource),
    why: 'its account',
    question: `whether ${email} is meant: it is the default account of another project, ${nameOf(project)}, which others share there and which often may edit all of it`,
    remedy: `Give ${describeResource(resource)} an account of its own first:\n${setCommand(resource, dedicatedAccountOf(resource))}`,
  };
}

function shortName(resource: Resource, name: string): Doubt {
  return {
    at: serviceAccountNamePath(resource),
    why: 'its account',
    question: `of which project the account ${excerpt(name)} is, which is named without one`,
    remedy: 'Write the whole e-mail, or give the project with --project.',
  };
}

function noIdentity(resource: Resource, text: string, account: ServiceAccount): Doubt {
  const problem =
    account.type === 'malformed' ? account.defect.problem : 'is a service agent of Google, which nothing can run as';
  return {
    at: serviceAccountNamePath(resource),
    why: 'its account',
    question: `which account is meant: ${JSON.stringify(excerpt(text))} ${problem}`,
    remedy: 'Name the right one, and ask again; runlint check says more.',
  };
}
