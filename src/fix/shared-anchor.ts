import type { Diagnostic, Fix } from '../diagnostics/diagnostic.ts';
import type { Range } from '../text/range.ts';
import { formatYamlPath } from '../yaml/yaml-path.ts';

/** What is to be said of a fix that changes more than its own place, because aliases stand for what it edits. */
export function sharedAnchorNotes({ alsoChanges, intent }: Fix, range: Range): Diagnostic[] {
  const edited = intent.yamlEdits[0];
  if (!edited || alsoChanges.length === 0) return [];
  const paths = alsoChanges.map(({ path }) => formatYamlPath(path));
  const verb = paths.length === 1 ? 'changes' : 'change';
  return [
    {
      ruleId: 'edit/shared-anchor',
      severity: 'info',
      message: `${formatYamlPath(edited.path)} is anchored, so ${paths.join(', ')} ${verb} too`,
      refusedBy: [],
      range,
      related: alsoChanges.map((place) => ({ message: `${formatYamlPath(place.path)} changes too`, range: place.range })),
    },
  ];
}
