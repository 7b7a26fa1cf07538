import { isProjectId, isProjectNumber } from '../manifest/account-email.ts';
import { COMMAND_GROUPS, type CommandGroup } from '../manifest/kinds.ts';
import type { ProjectRef, ReplaceCall } from '../manifest/replace-call.ts';
import type { Arguments } from './arguments.ts';
import type { OptionSpec } from './options.ts';
import { UserError } from './user-error.ts';

/** Options that stand for what gcloud will be told besides the manifest. */
export const REPLACE_CALL_OPTIONS: Readonly<Record<string, OptionSpec>> = {
  as: {
    type: 'string',
    choices: COMMAND_GROUPS,
    describe: 'read every file as gcloud run <group> replace reads it, whatever its kind says',
    valueName: 'group',
  },
  project: {
    type: 'string',
    valueName: 'id[=number]',
    describe: 'the project that is deployed to: <id[=number]>, to compare metadata.namespace with',
  },
  namespace: { type: 'string', valueName: 'namespace', describe: 'the <namespace> that gcloud will be given' },
  region: {
    type: 'string',
    valueName: 'region',
    describe: 'the <region> that gcloud will be given, to compare the manifest with',
  },
  'several-documents': {
    type: 'string',
    choices: ['error', 'warning', 'info', 'off'],
    default: 'error',
    describe: 'how bad it is that a file holds several documents, which gcloud refuses and Skaffold takes',
  },
};

/** How gcloud will be called, as far as the options say. */
export function replaceCallOf({ values }: Arguments): ReplaceCall {
  const as = values.get('as')?.[0] as CommandGroup | undefined;
  const project = values.get('project')?.[0];
  const namespace = values.get('namespace')?.[0];
  const region = values.get('region')?.[0];
  const severalDocuments = values.get('several-documents')?.[0] as ReplaceCall['severalDocuments'];
  return {
    ...(as && { as }),
    ...(project !== undefined && { project: projectOf(project) }),
    ...(namespace !== undefined && { namespace }),
    ...(region !== undefined && { region }),
    ...(severalDocuments && { severalDocuments }),
  };
}

function projectOf(text: string): ProjectRef {
  const [id = '', number, ...rest] = text.split('=');
  const isProject = isProjectId(id) || isProjectNumber(id);
  const isNumber = number === undefined || isProjectNumber(number);
  if (isProject && isNumber && rest.length === 0) return { id, ...(number !== undefined && { number }) };
  const hint = 'As in --project acme-prod=123456789012; an id has 6 to 30 lower-case letters, digits and hyphens.';
  throw new UserError(`--project takes an id, or an id and a number, not ${text}`, hint);
}
