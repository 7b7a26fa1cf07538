import { describeHome, findHomeProject, homeProjectIdOf } from '../cloud-run/home-project.ts';
import { isProjectNumber, isUsableEmail, labelsOfProject } from '../manifest/account-email.ts';
import type { Resource } from '../manifest/resource.ts';
import { findSettingObstacle, parseServiceAccount } from '../manifest/service-account.ts';
import { closestMatch } from '../text/closest-match.ts';
import { excerpt } from '../text/excerpt.ts';
import { listWords } from '../text/list-words.ts';
import type { AccountAssignment, AssignedAccount } from './account-assignment.ts';

const PLACEHOLDERS = ['service', 'name', 'kind', 'project'] as const;

type Placeholder = (typeof PLACEHOLDERS)[number];

/** What speaks against a template of e-mails, whatever it is filled with. */
export interface TemplateObstacle {
  /** The end of a sentence that begins with the template. */
  readonly problem: string;
  readonly hint: string;
  /** False where it can be used all the same. */
  readonly isFinal: boolean;
}

export function findTemplateObstacle(template: string): TemplateObstacle | undefined {
  const unknown = placeholdersIn(template).find((word) => !isPlaceholder(word));
  if (unknown !== undefined) {
    const meant = closestMatch(unknown, PLACEHOLDERS);
    const problem = `holds {${excerpt(unknown)}}, which stands for nothing`;
    return { problem, hint: meant ? `Did you mean {${meant}}?` : KNOWN, isFinal: true };
  }
  const shortest = fill(template, SHORTEST);
  if (/[{}]/.test(shortest)) return { problem: 'holds a brace that is part of no placeholder', hint: KNOWN, isFinal: true };
  const obstacle = findSettingObstacle(shortest);
  const isLengthToBeSeen = obstacle && !obstacle.isFinal && !isUsableEmail(parseServiceAccount(shortest));
  if (!obstacle || isLengthToBeSeen) return undefined;
  return { problem: `makes e-mails such as ${shortest}, which ${obstacle.problem}`, hint: EXAMPLE, isFinal: obstacle.isFinal };
}

const KNOWN = 'A template can hold {service} or {name}, {kind} and {project}.';
const EXAMPLE = 'As in --template "{service}-run@{project}.iam.gserviceaccount.com".';

/** The shortest of each: what is wrong with them is wrong with all. */
const SHORTEST: Readonly<Record<Placeholder, string>> = { service: 'a', name: 'a', kind: 'job', project: 'sample' };

/** The accounts that a template makes of the name, the kind and the project of each resource. */
export function accountByTemplate(template: string): AccountAssignment {
  const words = new Set(placeholdersIn(template));
  const isNameNeeded = words.has('service') || words.has('name');
  return (resource) => {
    const { name = '', kind } = resource;
    if (isNameNeeded && name === '') return nameMissing();
    const project = words.has('project') ? homeProjectIdOf(resource) : '';
    if (project === undefined) return projectUnknown(resource);
    const email = fill(template, { service: name, name, kind: kind.kind.toLowerCase(), project: labelsOfProject(project) });
    return isUsableEmail(parseServiceAccount(email)) ? { email } : impossibleEmail(email);
  };
}

function nameMissing(): AssignedAccount {
  return { obstacle: 'it has no name to fill the template with', at: ['metadata', 'name'], remedy: 'Name it in metadata.name.' };
}

function impossibleEmail(email: string): AssignedAccount {
  const problem = findSettingObstacle(email)?.problem;
  const remedy = 'Name its account in a row of --map, or choose a template that fits.';
  return { obstacle: `the template makes ${excerpt(email)}, which ${problem}`, at: ['metadata', 'name'], remedy };
}

/** Why the project's id is not known. What variables of the environment say is neither sure nor to be repeated. */
function projectUnknown(resource: Resource): AssignedAccount {
  const evidence = findHomeProject(resource).filter(({ isFromEnvironment }) => !isFromEnvironment);
  const ids = evidence.filter(({ project }) => !isProjectNumber(project));
  const [known] = evidence;
  const at = evidence.at(-1)?.at ?? ['metadata', 'namespace'];
  if (ids.length > 0) {
    const obstacle = `it would be deployed to ${listWords(ids.map(describeHome), 'or')}, and the template needs one project`;
    return { obstacle, at, remedy: 'Give the right one with --project.' };
  }
  if (!known) {
    const obstacle = 'nothing says for sure to which project it is deployed, and the template needs it';
    return { obstacle, at, remedy: 'Give the project with --project.' };
  }
  const obstacle = `only the number of its project is known, ${known.project} (according to ${known.source}), and the template needs the id`;
  return { obstacle, at, remedy: 'Give the project with --project, or write its id and number under projects in runlint.yaml.' };
}

function placeholdersIn(template: string): string[] {
  return Array.from(template.matchAll(/\{([^{}]*)\}/g), ([, word = '']) => word);
}

function isPlaceholder(word: string): word is Placeholder {
  return PLACEHOLDERS.some((known) => known === word);
}

function fill(template: string, words: Readonly<Record<Placeholder, string>>): string {
  return template.replace(/\{([^{}]*)\}/g, (_, word: Placeholder) => words[word]);
}
