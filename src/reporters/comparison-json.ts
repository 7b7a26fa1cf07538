import type { ResourcePlace } from '../diagnostics/account-plan.ts';
import {
  type ComparedResource,
  type Comparison,
  type Difference,
  isDecided,
  isDifferent,
  isLoss,
} from '../diagnostics/comparison.ts';
import { printJson } from './print-json.ts';

/** Raised when a field goes or changes its meaning; new fields can come at any time. */
const VERSION = 1;

/** A comparison for programs: the shape of `schemas/comparison.schema.json`, mapped field by field. */
export function renderComparisonJson(comparison: Comparison): string {
  const { live, repository, resources, onlyLive, onlyRepository } = comparison;
  const differences = resources.flatMap((resource) => resource.differences);
  const undecided = differences.filter((difference) => !isDecided(difference)).length;
  return printJson({
    version: VERSION,
    live,
    repository,
    different: isDifferent(comparison),
    resources: resources.map(mapResource),
    onlyLive: onlyLive.map(mapPlace),
    onlyRepository: onlyRepository.map(mapPlace),
    summary: {
      resources: resources.length,
      differences: differences.length - undecided,
      removedOrReset: differences.filter(isLoss).length,
      undecided,
      onlyLive: onlyLive.length,
      onlyRepository: onlyRepository.length,
    },
  });
}

function mapResource({ resource, livePath, path, differences }: ComparedResource): object {
  return { resource, livePath, path, differences: differences.map(mapDifference) };
}

function mapDifference({ part, effect, yamlPath, message, liveText, fileText, livePlace, place }: Difference): object {
  return {
    part,
    effect,
    yamlPath,
    message,
    live: { text: liveText ?? null, line: livePlace.line, column: livePlace.column },
    file: { text: fileText ?? null, line: place.line, column: place.column },
  };
}

function mapPlace({ path, line, resource }: ResourcePlace): object {
  return { path, line, resource };
}
