import type { Arguments } from './arguments.ts';
import type { OptionSpec } from './options.ts';
import { UserError } from './user-error.ts';

/** Options that leave out files that have not changed, as git knows. */
export const CHANGED_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  changed: {
    type: 'boolean',
    describe: 'only files that have changed since the branch left the default one, committed or not; git says which',
  },
  since: { type: 'string', valueName: 'ref', describe: 'only files that have changed since the branch, tag or commit <ref>' },
  staged: { type: 'boolean', describe: 'only files that are staged for the next commit' },
};

/** The one of these options that is given; undefined where every file is looked at. */
export type ChangedOption = { readonly name: 'changed' | 'staged' } | { readonly name: 'since'; readonly ref: string };

/** Throws a `UserError` where several are given. */
export function changedOptionOf({ flags, values }: Arguments): ChangedOption | undefined {
  const ref = values.get('since')?.[0];
  const given: ChangedOption[] = [
    ...(flags.has('changed') ? [{ name: 'changed' } as const] : []),
    ...(ref === undefined ? [] : [{ name: 'since', ref } as const]),
    ...(flags.has('staged') ? [{ name: 'staged' } as const] : []),
  ];
  const [option, other] = given;
  if (option && other) throw new UserError(`--${option.name} and --${other.name} cannot be used together`);
  return option;
}
