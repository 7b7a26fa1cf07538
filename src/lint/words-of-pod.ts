import { type Resource, serviceAccountNameOf } from '../manifest/resource.ts';
import { allHaveLittle, areOrdinaryContainers, areOrdinaryVolumes, type Pod } from '../ordinary/ordinary-pod.ts';
import { hasProjectVariable, namesNoOtherProject, needsMoreMemory, type Texts } from '../ordinary/ordinary-texts.ts';
import { textsOf } from '../ordinary/ordinary-values.ts';
import { resolveAlias, stringIn, type YamlNode } from '../yaml/yaml-node.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/** Those words of a resource that are told by several places of its template together. */
export function wordsOfPod(resource: Resource, words: ReadonlySet<string>): string[] {
  const pod = podOf(resource);
  const found = [];
  if (!pod || !areOrdinaryContainers(resource.kind.kind, pod, templateTextOf(resource, 'container-dependencies') ?? '')) {
    found.push('unusual containers');
  }
  if (!pod || !areOrdinaryVolumes(pod, words.has('sizeLimit'))) found.push('unusual volumes');
  if ((!pod || allHaveLittle(pod, 'memory')) && canNeedMoreMemory(resource)) found.push('too little memory');
  if (hasProjectVariable(words) && hasOtherProject(resource)) found.push('other project');
  return found;
}

/** More than any resource has: with aliases a few lines can stand for many more, which take long to look at. */
const MAX_CONTAINERS = 20;

/**
 * Undefined where one of its parts is merged from others, is no map, or has a name that is no text, and where there are too many
 * containers.
 */
function podOf(resource: Resource): Pod | undefined {
  const { document, kind } = resource;
  const containers = textsOfNamed(document.itemsAt([...kind.podSpecPath, 'containers']));
  const limits = textsOfAll(placesOf(resource).flatMap((place) => document.nodeAt([...place, 'resources', 'limits']) ?? []));
  const mounts = textsOfNamed(inContainers(resource, 'volumeMounts'));
  const volumes = textsOfNamed(document.itemsAt([...kind.podSpecPath, 'volumes']));
  if (!containers || containers.length > MAX_CONTAINERS) return undefined;
  return limits && mounts && volumes && { containers, limits, mounts, volumes };
}

function canNeedMoreMemory(resource: Resource): boolean {
  return needsMoreMemory(
    resource.kind.kind,
    templateTextOf(resource, 'execution-environment'),
    templateTextOf(resource, 'cpu-throttling'),
  );
}

/** An annotation of the template; empty where it is no text. */
function templateTextOf({ document, kind }: Resource, name: string): string | undefined {
  const path = [...kind.templateMetadataPath, 'annotations', `run.googleapis.com/${name}`];
  return document.nodeAt(path) && (document.stringAt(path) ?? '');
}

function hasOtherProject(resource: Resource): boolean {
  const account = serviceAccountNameOf(resource) ?? '';
  const variables = textsOfAll(inContainers(resource, 'env'));
  return !variables?.every((variable) => namesNoOtherProject(account, variable));
}

/** The items of lists of containers. */
function inContainers(resource: Resource, key: string): YamlNode[] {
  return placesOf(resource).flatMap((place) => resource.document.itemsAt([...place, key]));
}

/** Of the containers that rules look at. */
function placesOf({ document, kind }: Resource): YamlPath[] {
  const path = [...kind.podSpecPath, 'containers'];
  const items = document.itemsAt(path).slice(0, MAX_CONTAINERS);
  return items.map((_, index) => [...path, index]);
}

/** Undefined, too, where a name is no text to gcloud. */
function textsOfNamed(nodes: readonly YamlNode[]): readonly Texts[] | undefined {
  const all = textsOfAll(nodes);
  return all?.every((texts, index) => !texts.has('name') || stringIn(nodes[index], 'name') !== undefined) ? all : undefined;
}

function textsOfAll(nodes: readonly YamlNode[]): readonly Texts[] | undefined {
  const all = nodes.map((node) => textsOf(resolveAlias(node)));
  return all.every((texts) => texts !== undefined) ? all : undefined;
}
