import { shellWord } from '../text/shell-word.ts';
import type { Project } from './grant.ts';
import { type Phrase, projectPhrase, type Variable } from './phrase.ts';
import { nameOf } from './project.ts';
import { nameFor, UniqueNames } from './unique-names.ts';

/** The variables of a script, as they come to be used by its commands. */
export class ShellVariables {
  readonly #names = new UniqueNames();
  readonly #declarations = new Map<string, string>();

  /** A command of a program's words, which are no data, and of arguments; each argument is one word to the shell. */
  command([[program], ...phrases]: readonly [readonly [string], ...Phrase[]], separator: string): string {
    const words = phrases.map((phrase) => this.#word(phrase));
    return [`${program} ${words[0]}`, ...words.slice(1)].join(separator);
  }

  /** What has to stand before the commands: what somebody has to fill in, and what is looked up. */
  declarations(): string[] {
    return [...this.#declarations.values()];
  }

  /** Each part in quotes of its own, where it needs any: side by side they are one word. */
  #word(phrase: Phrase): string {
    const parts = phrase.map((part) => (typeof part === 'string' ? shellWord(part) : `"\${${this.#nameOf(part)}}"`));
    return parts.join('');
  }

  #nameOf(variable: Variable): string {
    if (variable.variable === 'deployer') return this.#declare('DEPLOYER', DEPLOYER);
    if (variable.variable === 'project') return this.#declare('PROJECT_ID', PROJECT_ID);
    return this.#numberOf(variable.of);
  }

  #declare(name: string, declaration: string): string {
    if (!this.#declarations.has(name)) this.#declarations.set(name, declaration);
    return name;
  }

  #numberOf(project: Project): string {
    const id = nameOf(project);
    const name = this.#names.of(id ?? '', id === undefined ? 'PROJECT_NUMBER' : `NUMBER_OF_${nameFor(id).toUpperCase()}`);
    if (this.#declarations.has(name)) return name;
    const word = this.#word(projectPhrase(project));
    return this.#declare(
      name,
      `# The number by which the Cloud Run service agent of the project is called
${name}="$(gcloud projects describe ${word} --format='value(projectNumber)')"
: "\${${name}:?is empty: gcloud has told no number}"`,
    );
  }
}

/** Nothing runs while these are not set. */
const DEPLOYER = `# Who deploys, as a member of an IAM policy
: "\${DEPLOYER:?must name who deploys, as user:ann@example.com; or write it here with runlint grants --deployer}"`;

const PROJECT_ID = `# The project that is deployed to, which the manifests do not tell
: "\${PROJECT_ID:?must be the id of the project that is deployed to; or write it here with runlint grants --project}"`;
