import { rememberedText } from '../text/remembered.ts';
import { isTooShort } from './account-email.ts';
import { parseUnusualAccount } from './unusual-account.ts';
import { parseUsualAccount, type UserManagedAccount } from './usual-account.ts';

/**
 * What a `serviceAccountName` names. The forms of Google's accounts are those of IAM's documentation on service account
 * types; names and project ids follow the IAM v1 and Resource Manager v1 API references.
 */
export type ServiceAccount =
  | UserManagedAccount
  | { readonly type: 'compute-default'; readonly projectNumber: string }
  | { readonly type: 'app-engine-default'; readonly projectId: string }
  | { readonly type: 'service-agent' }
  | { readonly type: 'short-name'; readonly name: string }
  | { readonly type: 'placeholder'; readonly placeholder: string }
  | { readonly type: 'malformed'; readonly defect: EmailDefect };

/** One cause for which a text is not an account's e-mail. */
export interface EmailDefect {
  readonly cause:
    | 'member-prefix'
    | 'resource-name'
    | 'numeric-id'
    | 'blank'
    | 'upper-case'
    | 'domain'
    | 'not-a-service-account'
    | 'name'
    | 'name-length'
    | 'project'
    | 'project-length'
    | 'shape';
  /** What is wrong, as the end of a sentence that begins with the text. */
  readonly problem: string;
  /** The e-mail that was meant, where the text holds it. */
  readonly email?: string;
  /** An e-mail that may have been meant. */
  readonly suggestion?: string;
}

/** What the text of a `serviceAccountName` names. */
export function parseServiceAccount(text: string): ServiceAccount {
  return parseUsualAccount(text) ?? parseOther(text);
}

/** Remembered, since few texts are this. Each that is kept keeps the text of its file, so that usual ones are not. */
const parseOther = rememberedText(parseUnusualAccount);

/** The project that an account belongs to: its id, or its number for a default account of Compute Engine. */
export function projectOf(account: ServiceAccount): string | undefined {
  if (account.type === 'user-managed' || account.type === 'app-engine-default') return account.projectId;
  return account.type === 'compute-default' ? account.projectNumber : undefined;
}

/**
 * What speaks against setting an account, and whether that is final: an e-mail of the right form that is only too short
 * to exist can be set.
 */
export function findSettingObstacle(email: string): { readonly problem: string; readonly isFinal: boolean } | undefined {
  const account = parseServiceAccount(email);
  switch (account.type) {
    case 'malformed':
      return { problem: account.defect.problem, isFinal: !isTooShort(account.defect.cause) };
    case 'service-agent':
      return { problem: 'is a Google service agent, and your code cannot run as it', isFinal: true };
    case 'placeholder':
      return { problem: `holds the placeholder ${account.placeholder}`, isFinal: true };
    case 'short-name':
      return { problem: 'is not an e-mail address', isFinal: true };
    case 'compute-default':
    case 'app-engine-default':
      return { problem: 'is a default account of its project, which other resources share', isFinal: false };
    default:
      return undefined;
  }
}

/** The e-mail that was meant, or may have been, by one that is malformed. */
export function emailMeantBy(email: string): string | undefined {
  const account = parseServiceAccount(email);
  return account.type === 'malformed' ? (account.defect.email ?? account.defect.suggestion) : undefined;
}
