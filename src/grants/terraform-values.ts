import type { Project } from './grant.ts';
import { type Phrase, projectPhrase, type Variable } from './phrase.ts';
import { nameOf } from './project.ts';
import { nameFor, UniqueNames } from './unique-names.ts';

/** The values of arguments, and what has to be declared because they refer to it. */
export class TerraformValues {
  readonly #names = new UniqueNames();
  readonly #declarations = new Map<string, string>();

  /** A phrase as an expression: in quotes, in which nothing of its texts is more than text. */
  of(phrase: Phrase): string {
    const [first] = phrase;
    if (phrase.length === 1 && first !== undefined && typeof first !== 'string') return this.#reference(first);
    const parts = phrase.map((part) => (typeof part === 'string' ? escaped(part) : `\${${this.#reference(part)}}`));
    return `"${parts.join('')}"`;
  }

  declarations(): string[] {
    return [...this.#declarations.values()];
  }

  #reference(variable: Variable): string {
    if (variable.variable === 'deployer') return this.#declare('var.deployer', DEPLOYER);
    if (variable.variable === 'project') return this.#declare('var.project_id', PROJECT_ID);
    return this.#numberOf(variable.of);
  }

  #declare(reference: string, declaration: string): string {
    if (!this.#declarations.has(reference)) this.#declarations.set(reference, declaration);
    return reference;
  }

  #numberOf(project: Project): string {
    const id = nameOf(project);
    const name = this.#names.of(id ?? '', nameFor(id ?? 'project'));
    const value = this.of(projectPhrase(project));
    this.#declare(`data.google_project.${name}`, `data "google_project" "${name}" {\n  project_id = ${value}\n}`);
    return `data.google_project.${name}.number`;
  }
}

/**
 * A text as a quoted template reads it back. `$${` would do for `${`, but not behind another `$`: the sign is written as its
 * number.
 */
function escaped(text: string): string {
  return text
    .replace(/[\\"]/g, '\\$&')
    .replace(/\p{Cc}|[\u2028\u2029]|[$%](?=\{)/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

const DEPLOYER = `variable "deployer" {
  description = "Who deploys, as a member of an IAM policy: user:ann@example.com"
  type        = string

  validation {
    condition     = can(regex("^(user|serviceAccount|group):[^@]+@[^@]+$", var.deployer))
    error_message = "The deployer is user:EMAIL, serviceAccount:EMAIL or group:EMAIL."
  }
}`;

const PROJECT_ID = `variable "project_id" {
  description = "The project that is deployed to, which the manifests do not tell"
  type        = string
}`;
