import { universeOf } from '../cloud-run/universe.ts';
import { type Diagnostic, maskTexts } from '../diagnostics/diagnostic.ts';
import { findHiddenValues } from '../manifest/hidden-values.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { describeResource, type Resource, resourceId, serviceAccountNamePath } from '../manifest/resource.ts';
import { UNREADABLE_CODES } from '../yaml/yaml-document.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { findingsOf, type ResourceFindings } from './findings.ts';
import { gathered } from './gathered.ts';
import type { Grant, Grantee, GrantList, NamedAccount, OpenQuestion, Project, Reason } from './grant.ts';
import type { Need } from './need.ts';
import { nameOf, relationOf } from './project.ts';
import { INCLUDED_IN } from './roles.ts';

/** Gathers what the manifests of a run need, and lets each of them go. */
export class GrantSurvey {
  readonly #grants: Grant[] = [];
  readonly #accounts: NamedAccount[] = [];
  readonly #questions: OpenQuestion[] = [];
  readonly #files = new Set<string>();
  #resources = 0;

  /**
   * Adds what the resources of a manifest need.
   *
   * @returns what keeps a document from being read, so that nobody knows what it needs
   */
  add({ resources, diagnostics }: Manifest): Diagnostic[] {
    for (const resource of resources) if (!resource.isTemplate && resource.document.isReadable) this.#addResource(resource);
    return diagnostics.filter(({ ruleId }) => ruleId.startsWith('manifest/') || UNREADABLE_CODES.has(ruleId));
  }

  /** All of it, each thing once. */
  conclude(): GrantList {
    return {
      grants: withoutIncluded(gathered(withWholeProjects(this.#grants), keyOfGrant)),
      accounts: gathered(this.#accounts, ({ email }) => email),
      questions: gathered(this.#questions, ({ question, remedy }) => `${question}\n${remedy}`),
      resources: this.#resources,
      files: this.#files.size,
    };
  }

  #addResource(resource: Resource): void {
    const { texts } = findHiddenValues(resource.document);
    const masked = (words: string) => maskTexts(words, texts);
    const reasonsFor = (at: YamlPath, why: string) => [reasonFor(resource, at, masked(`${describeResource(resource)}: ${why}`))];
    const findings = findingsOf(resource, texts);
    const { needs, doubts } = findings;
    this.#resources++;
    this.#files.add(resource.path);
    for (const need of needs) {
      const { role, on, at, why } = need;
      const grantee = granteeOf(need, findings);
      if (grantee) this.#grants.push({ grantee, role, target: on, reasons: reasonsFor(at, why) });
    }
    for (const { question, remedy, at, why } of doubts) {
      this.#questions.push({ question: masked(question), remedy: masked(remedy), reasons: reasonsFor(at, why) });
    }
    const account = accountIn(findings);
    if (account) this.#accounts.push({ ...account, reasons: reasonsFor(serviceAccountNamePath(resource), 'its account') });
  }
}

function reasonFor(resource: Resource, at: YamlPath, words: string): Reason {
  const { document, path } = resource;
  const { line, column } = document.lines.position(document.visibleRangeAt(at).start);
  return { path, line, column, resource: resourceId(resource), words };
}

/** Nobody, where a resource needs something and it is not known who it runs as. */
function granteeOf({ to }: Need, { home, identity }: ResourceFindings): Grantee | undefined {
  if (to === 'deployer') return { type: 'deployer' };
  if (to === 'identity') return identity && { type: 'identity', email: identity.email };
  return { type: 'service-agent', project: home, universe: universeOf(home.id ?? identity?.project.id ?? '') };
}

/** The account that has to be there in the project that is deployed to. One of another project is made by those who own it. */
function accountIn({ home, identity }: ResourceFindings): Omit<NamedAccount, 'reasons'> | undefined {
  if (identity?.account.type !== 'user-managed' || relationOf(home, identity.project) === 'other') return undefined;
  return { email: identity.email, name: identity.account.name, project: identity.project };
}

/** A project that is called by its id here and by its number there is one, where anything tells both. */
function withWholeProjects(grants: readonly Grant[]): Grant[] {
  const whole = new Map<string | undefined, Project>();
  for (const { grantee, target } of grants) {
    for (const project of [target.project, grantee.type === 'service-agent' ? grantee.project : undefined]) {
      if (project?.id !== undefined && project.number !== undefined) whole.set(project.id, project).set(project.number, project);
    }
  }
  const complete = (project: Project) => whole.get(nameOf(project)) ?? project;
  return grants.map(({ grantee, target, ...grant }) => ({
    ...grant,
    grantee: grantee.type === 'service-agent' ? { ...grantee, project: complete(grantee.project) } : grantee,
    target: target.project ? { ...target, project: complete(target.project) } : target,
  }));
}

/** Says what the grant is, and its place among the others: by who gets it, what it is on, and the role. */
function keyOfGrant({ grantee, role, target: { type, name, project = {}, location, keyRing } }: Grant): string {
  const who = grantee.type === 'identity' ? grantee.email : grantee.type === 'deployer' ? '' : nameOf(grantee.project);
  const order = [
    GRANTEE_ORDER.indexOf(grantee.type),
    who,
    TARGET_ORDER.indexOf(type),
    nameOf(project),
    location,
    keyRing,
    name,
    role,
  ];
  return order.map((part) => part ?? '').join('\n');
}

const GRANTEE_ORDER: readonly Grantee['type'][] = ['identity', 'deployer', 'service-agent'];

const TARGET_ORDER: readonly Grant['target']['type'][] = [
  'secret',
  'cloud-sql-instance',
  'bucket',
  'service-account',
  'repository',
  'crypto-key',
  'subnetwork',
  'project',
];

/** Leaves out roles that another one on the same thing has in it. */
function withoutIncluded(grants: readonly Grant[]): Grant[] {
  const keys = new Set(grants.map(keyOfGrant));
  const included = (grant: Grant) => {
    const role = INCLUDED_IN[grant.role];
    return role && keys.has(keyOfGrant({ ...grant, role })) ? role : undefined;
  };
  return gathered(
    grants.map((grant) => ({ ...grant, role: included(grant) ?? grant.role })),
    keyOfGrant,
  );
}
