import { isAccountAnnotation } from '../manifest/misplaced-account.ts';
import type { Resource } from '../manifest/resource.ts';
import { rememberedOfLast } from '../text/remembered.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import { undocumentedAnnotationsOf } from './known-annotations.ts';

/** An annotation that is meant to set the account, and that nobody reads. */
export interface AccountAnnotation {
  readonly at: YamlPath;
  readonly key: string;
  /** What it names as the account. */
  readonly account: string;
}

/** Those of the resource and of what runs, in this order. */
export const accountAnnotationsOf = rememberedOfLast((resource: Resource): readonly AccountAnnotation[] => {
  return undocumentedAnnotationsOf(resource).flatMap(({ key, at, text }) => {
    return text && isAccountAnnotation(key) ? { at, key, account: text } : [];
  });
});
