import { universeOf } from '../cloud-run/universe.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findHiddenValues } from '../manifest/hidden-values.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { describeResource, type Resource, resourceId, serviceAccountNamePath } from '../manifest/resource.ts';
import { maskTexts } from '../text/mask.ts';
import { UNREADABLE_CODES } from '../yaml/yaml-document.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { findingsOf, type ResourceFindings } from './findings.ts';
import { gathered } from './gathered.ts';
import type { Grant, Grantee, GrantList, NamedAccount, OpenQuestion, Reason } from './grant.ts';
import { mergedGrants } from './merge-grants.ts';
import type { Need } from './need.ts';
import { relationOf } from './project.ts';

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
      grants: mergedGrants(this.#grants),
      accounts: gathered(this.#accounts, ({ email }) => email),
      questions: gathered(this.#questions, ({ question, remedy }) => `${question}\n${remedy}`),
      resources: this.#resources,
      files: this.#files.size,
    };
  }

  #addResource(resource: Resource): void {
    const { texts } = findHiddenValues(resource.document);
    const masked = (words: string) => maskTexts(words, texts);
    const reasonsFor = (at: YamlPath, why: string): Reason[] => {
      const words = `${describeResource(resource)}: ${why}`;
      return [{ ...placeOf(resource, at), resource: masked(resourceId(resource)), words: masked(words) }];
    };
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

function placeOf({ document, path }: Resource, at: YamlPath): Pick<Reason, 'path' | 'line' | 'column'> {
  return { path, ...document.lines.position(document.visibleRangeAt(at).start) };
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
