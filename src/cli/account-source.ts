import { resolve } from 'node:path';
import { type AccountAssignment, AccountRows } from '../fix/account-assignment.ts';
import { accountByTemplate, findTemplateObstacle } from '../fix/account-template.ts';
import { emailMeantBy, findSettingObstacle, parseServiceAccount } from '../manifest/service-account.ts';
import { printable } from '../reporters/terminal-text.ts';
import { placeOf, readAccountMap } from '../run/account-map.ts';
import { abridge } from '../text/abridge.ts';
import type { Arguments } from './arguments.ts';
import type { Host } from './host.ts';
import { UserError } from './user-error.ts';

/** Where the accounts come from that resources are to get. */
export interface AccountSource {
  readonly assign: AccountAssignment;
  /** The files that are meant. */
  readonly paths: readonly string[];
  readonly map?: { readonly path: string; readonly rows: AccountRows };
}

/** One account for all, a map of accounts, a template, or rows first and the template for the others. Throws a `UserError`. */
export async function accountSourceOf({ positionals, values }: Arguments, host: Host): Promise<AccountSource> {
  const mapPath = values.get('map')?.[0];
  const template = values.get('template')?.[0];
  if (mapPath === undefined && template === undefined) {
    const [email = '', ...paths] = positionals;
    checkEmail(email, paths, host);
    return { assign: () => ({ email }), paths };
  }
  checkNoEmail(positionals, mapPath === undefined ? '--template' : '--map', host);
  const byTemplate = template === undefined ? undefined : checkedTemplate(template, host);
  const rows = mapPath === undefined ? undefined : await accountRowsOf(mapPath, host);
  return {
    assign: (resource) => rows?.assign(resource) ?? byTemplate?.(resource),
    paths: positionals,
    ...(mapPath !== undefined && rows && { map: { path: mapPath, rows } }),
  };
}

/** Refuses what cannot be an account before anything is read. */
function checkEmail(email: string, paths: readonly string[], host: Host): void {
  const obstacle = findSettingObstacle(email);
  if (!obstacle) return;
  const message = `${JSON.stringify(email)} ${obstacle.problem}`;
  if (obstacle.isFinal) throw new UserError(message, hintFor(email, paths));
  warn(message, host);
}

function hintFor(email: string, paths: readonly string[]): string {
  const account = parseServiceAccount(email);
  if (account.type === 'placeholder') return `Write what is meant in the place of ${account.placeholder}.`;
  if (!email.includes('@') && paths.some((path) => path.includes('@'))) return 'The e-mail comes first, then the files.';
  const meant = emailMeantBy(email);
  return meant ? `Did you mean ${meant}?` : 'Give an e-mail such as NAME@PROJECT.iam.gserviceaccount.com.';
}

/** An e-mail beside a map would be taken for a file. */
function checkNoEmail([first]: readonly string[], option: string, { cwd, disk }: Host): void {
  if (!first?.includes('@') || disk.existsSync(resolve(cwd, first))) return;
  throw new UserError(
    `The accounts come from ${option}, and ${first} is given, too`,
    `Leave one of them out: ${option} needs only files.`,
  );
}

function checkedTemplate(template: string, host: Host): AccountAssignment {
  const obstacle = findTemplateObstacle(template);
  const message = `--template ${template} ${obstacle?.problem}`;
  if (obstacle?.isFinal) throw new UserError(message, obstacle.hint);
  if (obstacle) warn(message, host);
  return accountByTemplate(template);
}

/** A map of which every row is wrong is wrong in one way or two. */
const MAX_DEFECTS = 20;

async function accountRowsOf(path: string, host: Host): Promise<AccountRows> {
  const { cwd, disk } = host;
  const { rows, defects, warnings } = await readAccountMap(path, cwd, disk);
  if (defects.length > 0)
    throw new UserError(abridge(defects, MAX_DEFECTS), 'No manifest was looked at: the map cannot be followed.');
  for (const warning of warnings) warn(warning, host);
  return new AccountRows(rows, (file) => placeOf(file, cwd, disk));
}

function warn(message: string, { stderr }: Host): void {
  stderr.write(`runlint: warning: ${printable(message)}\n`);
}
