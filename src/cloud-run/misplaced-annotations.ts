import type { Finding } from '../manifest/finding.ts';
import { describeKind } from '../manifest/kinds.ts';
import { moveValue } from '../manifest/move-value.ts';
import { removeEntry } from '../manifest/remove-entry.ts';
import type { Resource } from '../manifest/resource.ts';
import { listWords } from '../text/list-words.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import { formatYamlPath, type YamlPath } from '../yaml/yaml-path.ts';
import {
  levelsOfAnnotation,
  type MetadataEntry,
  placesForAnnotation,
  UNLISTED_ANNOTATIONS,
  undocumentedAnnotationsOf,
} from './known-annotations.ts';

/** A known annotation that its API documents for something else than what it stands on. */
export interface MisplacedAnnotation extends MetadataEntry {
  /** Where resources of this kind have it; undefined where they have no such setting. */
  readonly place: YamlPath | undefined;
  /** True where Cloud Run refuses it; it takes the others, and does not read them. */
  readonly isRefused: boolean;
}

/** Exports show that Cloud Run takes it on a Service. */
const TAKEN_ON_RESOURCES = 'run.googleapis.com/execution-environment';

/** Refusals are known of what stands on a resource itself: what belongs to it is deployed on a template, and ignored. */
export const findMisplacedAnnotations = rememberedOfLast((resource: Resource): readonly MisplacedAnnotation[] => {
  const misplaced = undocumentedAnnotationsOf(resource).filter(({ key }) => {
    return levelsOfAnnotation(key) !== undefined && !UNLISTED_ANNOTATIONS.has(key);
  });
  return misplaced.map((entry) => {
    const isRefused = !entry.isOnTemplate && entry.key !== TAKEN_ON_RESOURCES;
    return { ...entry, place: placesForAnnotation(resource, entry.key)[0], isRefused };
  });
});

/** What one has instead of its place: `it belongs in spec.template.metadata.annotations`. */
export function describePlace({ kind }: Resource, { place }: MisplacedAnnotation): string {
  return place ? `it belongs in ${formatYamlPath(place.slice(0, -1))}` : `${describeKind(kind.kind)} has no such setting`;
}

/** What to do about one: move it, or remove it where its place has it already or this kind has no place for it. */
export function correctionOf({ document, kind }: Resource, misplaced: MisplacedAnnotation): Partial<Finding> {
  const { key, at, place } = misplaced;
  const here = formatYamlPath(at.slice(0, -1));
  const removal = { title: `Remove ${key} from ${here}`, edits: [removeEntry(document, at)] };
  if (!place) {
    const others = listWords((levelsOfAnnotation(key) ?? []).map(describeKind), 'and');
    return { remedy: `It is for ${others}: remove it, since ${describeKind(kind.kind)} has no such setting.`, fix: removal };
  }
  const there = formatYamlPath(place.slice(0, -1));
  const twin = boundOfRevisions(key);
  if (twin) return { remedy: `Move it there to bound all revisions together; to bound each revision, it is called ${twin}.` };
  if (!document.nodeAt(place)) {
    const edits = moveValue(document, at, place);
    return { remedy: 'Move it there.', ...(edits && { fix: { title: `Move ${key} to ${there}`, edits } }) };
  }
  if (document.nodeAt(place) === document.nodeAt(at)) {
    return { remedy: 'It is there as well, by an alias or a merge key: write the two maps out apart, and leave it out here.' };
  }
  const isSame = document.stringAt(at) !== undefined && document.stringAt(at) === document.stringAt(place);
  return {
    remedy: isSame ? 'It is there as well: remove this one.' : 'It is there as well, with another value: remove this one.',
    related: [{ at: place, message: 'this one is read' }],
    ...(isSame && { fix: removal }),
  };
}

/** The bounds of a resource and of its revisions have their own keys: which of the two is meant is not known. */
function boundOfRevisions(key: string): string | undefined {
  const name = /^run\.googleapis\.com\/(minScale|maxScale)$/.exec(key)?.[1];
  return name && `autoscaling.knative.dev/${name}`;
}
