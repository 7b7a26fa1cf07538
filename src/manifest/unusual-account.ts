import { counted } from '../text/counted.ts';
import { isAccountName, isProjectId, isProjectNumber, isTooShort, isUsableEmail, USER_DOMAIN } from './account-email.ts';
import { findPlaceholder } from './placeholder.ts';
import type { EmailDefect, ServiceAccount } from './service-account.ts';
import { isGooglesDomain, isProjectOfAgents, parseUsualAccount } from './usual-account.ts';

const DEFAULT_DOMAIN = 'developer.gserviceaccount.com';
const APP_ENGINE_DOMAIN = 'appspot.gserviceaccount.com';

/** Longer than any account's e-mail or resource name. */
const MAX_LENGTH = 1000;

/** What a text names that is not the e-mail of an account of one's own, as nearly all are. */
export function parseUnusualAccount(text: string): ServiceAccount {
  if (text.length > MAX_LENGTH) {
    return {
      type: 'malformed',
      defect: { cause: 'shape', problem: `is not an e-mail address: it has ${text.length} characters` },
    };
  }
  const inBrackets = /^<([^<>]*)>$/.exec(text)?.[1];
  if (inBrackets !== undefined && isUsableEmail(parse(inBrackets))) {
    return { type: 'malformed', defect: { cause: 'shape', problem: 'has "<" and ">" around it', email: inBrackets } };
  }
  const placeholder = findPlaceholder(text);
  if (placeholder !== undefined) return { type: 'placeholder', placeholder };
  const defect = findFormDefect(text);
  if (defect) return { type: 'malformed', defect };
  if (!text.includes('@')) return { type: 'short-name', name: text };
  const [name, domain] = text.split('@') as [string, string];
  return parseDefaultAccount(name, domain) ?? parseAgent(domain) ?? parseUserManaged(name, domain);
}

/** What was meant can be any account. */
function parse(text: string): ServiceAccount {
  return parseUsualAccount(text) ?? parseUnusualAccount(text);
}

function findFormDefect(text: string): EmailDefect | undefined {
  const bare = text
    .trim()
    .replace(/^(["'])(.*)\1$/, '$2')
    .trim();
  if (bare === '') return { cause: 'blank', problem: 'contains only spaces' };
  if (bare !== text) return { cause: 'blank', problem: 'has spaces, a line end or quotes around it', ...emailIn(bare) };
  return findWrongForm(text) ?? findWrongLetters(text);
}

/** Other ways to name an account, each right in some other place. */
function findWrongForm(text: string): EmailDefect | undefined {
  const resource = /^[^@\s]*serviceAccounts\/(.*)$/.exec(text);
  if (resource) {
    return {
      cause: 'resource-name',
      problem: 'is a resource name; this field takes the e-mail alone',
      ...emailIn(resource[1] ?? ''),
    };
  }
  const member = /^(?:deleted:)?(serviceAccount|user|group|domain):\s*(.*)$/i.exec(text);
  if (member) {
    const isAccount = /^serviceAccount:/i.test(text);
    const problem = 'is written as a member of an IAM policy; this field takes the e-mail alone';
    return { cause: 'member-prefix', problem, ...(isAccount && emailIn(member[2] ?? '')) };
  }
  if (/^principal(?:Set)?:\/\/|^all(?:Authenticated)?Users$/.test(text)) {
    return { cause: 'member-prefix', problem: 'is a member of an IAM policy, not a service account' };
  }
  if (/^\d+$/.test(text)) return { cause: 'numeric-id', problem: 'is a number; this field takes the e-mail, not the unique id' };
  if (/\.svc\.id\.goog\b/.test(text)) {
    return { cause: 'not-a-service-account', problem: 'is a GKE workload identity, which Cloud Run cannot run as' };
  }
  return undefined;
}

function findWrongLetters(text: string): EmailDefect | undefined {
  if (/\s/.test(text)) return { cause: 'blank', problem: 'has a space in it', ...emailIn(text.replace(/\s/g, '')) };
  const ats = text.split('@').length - 1;
  if (ats > 1) return { cause: 'shape', problem: `has ${ats} "@"` };
  if (ats === 0 && /[^A-Za-z0-9._-]/.test(text)) return { cause: 'shape', problem: 'is not an e-mail address: it has no "@"' };
  if (ats === 0 || !/[A-Z]/.test(text)) return undefined;
  const lowerCase = parse(text.toLowerCase());
  if (lowerCase.type === 'malformed' && !isTooShort(lowerCase.defect.cause)) return lowerCase.defect;
  return { cause: 'upper-case', problem: 'has upper-case letters, which no account has', suggestion: text.toLowerCase() };
}

function emailIn(text: string): { email?: string } {
  return isUsableEmail(parse(text)) ? { email: text } : {};
}

/** `PREFIX` and `.iam` stand in the domains of other universes than Google's own. */
function parseDefaultAccount(name: string, domain: string): ServiceAccount | undefined {
  if (domain === APP_ENGINE_DOMAIN || /^appspot\.[a-z0-9-]+-system\.iam\.gserviceaccount\.com$/.test(domain)) {
    const projectId = name.includes(':') ? name : projectIdOfLabels(name);
    if (isProjectId(projectId)) return { type: 'app-engine-default', projectId };
    return { type: 'malformed', defect: { ...projectDefect(projectId), cause: 'project' } };
  }
  const isDefaultDomain = [DEFAULT_DOMAIN, 'project.gserviceaccount.com'].includes(domain);
  if (!isDefaultDomain && !/^developer\.[a-z0-9-]+-system\.iam\.gserviceaccount\.com$/.test(domain)) return undefined;
  const projectNumber = /^(\d+)(?:-compute)?$/.exec(name)?.[1];
  if (projectNumber) return { type: 'compute-default', projectNumber };
  const problem = `has a name where ${domain} has a project number (NUMBER-compute@${domain})`;
  return { type: 'malformed', defect: { cause: 'domain', problem } };
}

function parseAgent(domain: string): ServiceAccount | undefined {
  if (/^(?:cloudservices|cloudbuild|system)(?:\.[a-z0-9-]+-system\.iam)?\.gserviceaccount\.com$/.test(domain)) {
    return { type: 'service-agent' };
  }
  if (!domain.endsWith(USER_DOMAIN)) return undefined;
  const [project = '', ...rest] = domain.slice(0, -USER_DOMAIN.length).split('.');
  const isGoogles = rest.length === 0 || rest.join('.') === 'google.com' || /^[a-z0-9-]+-system$/.test(rest.join('.'));
  return isGoogles && isProjectOfAgents(project) ? { type: 'service-agent' } : undefined;
}

function parseUserManaged(name: string, domain: string): ServiceAccount {
  if (!domain.endsWith(USER_DOMAIN)) return { type: 'malformed', defect: domainDefect(name, domain) };
  const labels = domain.slice(0, -USER_DOMAIN.length);
  if (isGooglesDomain(labels)) return { type: 'malformed', defect: domainDefect(name, domain) };
  const projectId = projectIdOfLabels(labels);
  const defects = [
    ...(isAccountName(name) ? [] : [nameDefect(name)]),
    ...(isProjectId(projectId) ? [] : [projectDefect(projectId)]),
  ];
  const defect = defects.find(({ cause }) => !isTooShort(cause)) ?? defects[0];
  return defect ? { type: 'malformed', defect } : { type: 'user-managed', name, projectId };
}

/** The other way round: `proj.example.com` in an e-mail is the project `example.com:proj`. */
function projectIdOfLabels(labels: string): string {
  const dot = labels.indexOf('.');
  return dot < 0 ? labels : `${labels.slice(dot + 1)}:${labels.slice(0, dot)}`;
}

function domainDefect(name: string, domain: string): EmailDefect {
  const project = domain.split('.')[0] ?? '';
  const isMeant = !domain.includes('.') || /gs?erv|serviceac|\.iam\b|^iam\./.test(domain);
  const meant = `${name}@${project}${isGooglesDomain(project) ? '.gserviceaccount.com' : USER_DOMAIN}`;
  if (isMeant && meant !== `${name}@${domain}` && parse(meant).type !== 'malformed') {
    return { cause: 'domain', problem: "does not end like a service account's e-mail", suggestion: meant };
  }
  if (isMeant) {
    return { cause: 'domain', problem: "does not end like a service account's e-mail (NAME@PROJECT.iam.gserviceaccount.com)" };
  }
  return { cause: 'not-a-service-account', problem: 'is the address of a person or a group, not of a service account' };
}

function nameDefect(name: string): EmailDefect {
  if (name === '') return { cause: 'name', problem: 'has no name before "@"' };
  if (/^[a-z](?:[a-z0-9-]*[a-z0-9])?$/.test(name)) {
    const cause = name.length < 6 ? 'name-length' : 'name';
    return { cause, problem: `has a name of ${counted(name.length, 'character')} before "@"; names have 6 to 30` };
  }
  const problem =
    'has a name before "@" that no account can have: lower-case letters, digits and hyphens, a letter first, no hyphen last';
  return { cause: 'name', problem };
}

/** Of a domain's project `example.com:proj`, `proj` is held to the rules of project ids. */
function projectDefect(projectId: string): EmailDefect {
  const project = projectId.slice(projectId.lastIndexOf(':') + 1);
  if (project === '') return { cause: 'project', problem: 'has no project after "@"' };
  if (isProjectNumber(projectId)) {
    return { cause: 'project', problem: 'has a project number after "@", where the project id belongs' };
  }
  if (/^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/.test(project)) {
    const cause = project.length < 6 ? 'project-length' : 'project';
    return {
      cause,
      problem: `has the project id "${project}" of ${counted(project.length, 'character')}; project ids have 6 to 30`,
    };
  }
  const problem = `has "${project}" as its project, which is not a valid project id: lower-case letters, digits and hyphens, no hyphen last`;
  return { cause: 'project', problem };
}
