import { findHomeProject } from '../cloud-run/home-project.ts';
import type { ResourcePlace } from '../diagnostics/account-plan.ts';
import type { ComparedPart, ComparedResource, Comparison, Difference, Effect, TextPlace } from '../diagnostics/comparison.ts';
import { isProjectNumber } from '../manifest/account-email.ts';
import { findHiddenValues } from '../manifest/hidden-values.ts';
import { describeResource, type Resource, resourceId, serviceAccountNamePath } from '../manifest/resource.ts';
import { maskTexts } from '../text/mask.ts';
import { stableYamlPath } from '../yaml/stable-yaml-path.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import { formatYamlPath, isSamePath, startsWithPath, type YamlPath } from '../yaml/yaml-path.ts';
import { canBecome } from './can-become.ts';
import { compareValues, type ValueDifference } from './compare-values.ts';
import { isChosenByCloudRun } from './defaults.ts';
import { describeIdentity, describeValues, shownText } from './difference-words.ts';
import { type MatchedResource, matchResources } from './match-resources.ts';
import { readResource } from './read-resource.ts';
import type { ComparedSide, LocatedResource } from './read-side.ts';

/**
 * Holds what runs against what a repository says, by what both mean to Cloud Run: neither how it is written, nor what an
 * export adds and the server sets, nor what is a default on the one side and left out on the other.
 */
export function compareSides(live: ComparedSide, repository: ComparedSide): Comparison {
  const { pairs, onlyLive, onlyRepository, ambiguous } = matchResources(live.resources, repository.resources);
  const order = new Map(repository.resources.map((resource, index) => [resource, index]));
  const inOrder = pairs.toSorted((a, b) => (order.get(a.file) ?? 0) - (order.get(b.file) ?? 0));
  return {
    live: live.name,
    repository: repository.name,
    resources: inOrder.map(compareResources),
    onlyLive: onlyLive.map(placeOf),
    onlyRepository: onlyRepository.map(placeOf),
    ambiguous: ambiguous.map((group) => [...group.onlyLive, ...group.onlyRepository].map(placeOf)),
  };
}

/** Where a resource stands: at its name. */
function placeOf(located: LocatedResource): ResourcePlace {
  const { resource } = located;
  const name = maskTexts(resourceId(resource), sharedValues(resource.document));
  return { path: resource.path, line: textPlace(located, ['metadata', 'name']).line, resource: name };
}

function compareResources(matched: MatchedResource): ComparedResource {
  const { live, file } = matched;
  const { resource } = file;
  const found = [...compareValues(readResource(live.resource, 'live'), readResource(resource, 'repository'))];
  const hidden = [live, file].flatMap((side) => sharedValues(side.resource.document));
  return {
    resource: maskTexts(resourceId(resource), hidden),
    description: maskTexts(describeResource(resource), hidden),
    kind: resource.kind.kind,
    livePath: live.resource.path,
    path: resource.path,
    differences: found.map((difference) => differenceOf(difference, matched, hidden)).sort(compareDifferences),
  };
}

/** Values of variables that can stand elsewhere, too, in a name for one: without an anchor there is none. */
function sharedValues(document: YamlDocument): readonly string[] {
  const { text, range } = document;
  return text.slice(range.start, range.end).includes('&') ? findHiddenValues(document).texts : [];
}

function differenceOf(difference: ValueDifference, { live, file }: MatchedResource, hidden: readonly string[]): Difference {
  const { resource } = file;
  const at = difference.file ? difference.fileAt : difference.liveAt;
  const yamlPath = pathOf(difference, live.resource.document, resource.document);
  const part = partOf(resource, at);
  const effect = effectOf(difference, part);
  const words =
    part === 'identity'
      ? describeIdentity(difference, effect, isProjectKnown(live.resource))
      : `${shortPath(yamlPath, resource)}: ${describeValues(difference, effect)}`;
  const mask = (text: string | undefined) => text && maskTexts(text, hidden);
  return {
    part,
    effect,
    yamlPath: maskTexts(yamlPath, hidden),
    message: maskTexts(words, hidden),
    liveText: mask(shownText(difference.live)),
    fileText: mask(shownText(difference.file)),
    livePlace: textPlace(live, difference.liveAt),
    place: textPlace(file, difference.fileAt),
  };
}

/** True where a manifest tells the number of its project, and with it whose default account is whose. */
function isProjectKnown(resource: Resource): boolean {
  return findHomeProject(resource).some(({ project }) => isProjectNumber(project));
}

/** As the file has it; what is only live is named as it is there. */
function pathOf({ file, liveAt, fileAt }: ValueDifference, liveDocument: YamlDocument, document: YamlDocument): string {
  const own = stableYamlPath(document, fileAt);
  if (file !== undefined || typeof liveAt.at(-1) !== 'number') return own;
  const list = stableYamlPath(liveDocument, liveAt.slice(0, -1));
  return own + stableYamlPath(liveDocument, liveAt).slice(list.length);
}

function partOf({ kind }: Resource, at: YamlPath): ComparedPart {
  if (isSamePath(at, serviceAccountNamePath({ kind }))) return 'identity';
  const template = kind.kind === 'Instance' ? ['spec'] : ['spec', 'template'];
  return startsWithPath(at, template) ? 'template' : 'resource';
}

function effectOf({ live, file, liveAt, choice }: ValueDifference, part: ComparedPart): Effect {
  if (choice) return 'change';
  if (live === undefined) return file?.default ? 'change' : 'add';
  if (file === undefined) return part === 'identity' || live.default || isChosenByCloudRun(liveAt) ? 'reset' : 'remove';
  const isOfProgram = file.type === 'scalar' && file.isHidden;
  const isOpen = live.type === 'scalar' && file.type === 'scalar' && canBecome(file.text, live.text, isOfProgram);
  return isOpen ? 'undecided' : 'change';
}

/** Where a value stands in its file, or would. */
function textPlace({ resource: { document }, firstLine }: LocatedResource, at: YamlPath): TextPlace {
  const { line, column } = document.lines.position(document.visibleRangeAt(at).start);
  return { line: line + firstLine - 1, column };
}

/** What nearly all is about stands in the pod spec, or is a label or an annotation of the template: it is named from there on. */
function shortPath(yamlPath: string, { kind }: Resource): string {
  const ofTemplate = formatYamlPath(kind.templateMetadataPath);
  const isOfTemplate = kind.kind !== 'Instance' && /^\.(?:annotations|labels)\b/.test(yamlPath.slice(ofTemplate.length));
  const start = `${isOfTemplate && yamlPath.startsWith(ofTemplate) ? ofTemplate : formatYamlPath(kind.podSpecPath)}.`;
  return yamlPath.startsWith(start) ? yamlPath.slice(start.length) : yamlPath;
}

const PARTS: readonly ComparedPart[] = ['identity', 'template', 'resource'];

function compareDifferences(a: Difference, b: Difference): number {
  return PARTS.indexOf(a.part) - PARTS.indexOf(b.part) || a.place.line - b.place.line || a.place.column - b.place.column;
}
