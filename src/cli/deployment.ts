import { isRefusedByGcloud } from '../check.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { abridge } from '../text/abridge.ts';
import { shellPath } from '../text/shell-word.ts';
import { STDIN_PATH } from '../text/source-file.ts';

/** The command that deploys a changed file, or why there is none. */
export type Deployment = { readonly command: string } | { readonly obstacle: string };

/** How a file is deployed: gcloud reads all of it and takes one document of it. */
export function deploymentOf(manifest: Manifest): Deployment {
  const { file, documents, resources } = manifest;
  const command = resources[0]?.kind.replaceCommand;
  const path = file.path === STDIN_PATH ? '-' : shellPath(file.path);
  if (documents.filter(({ isEmpty }) => !isEmpty).length !== 1 || !command) {
    return { obstacle: `${file.path} holds several documents, and gcloud takes one at a time: split it to deploy it.` };
  }
  if (isRefusedByGcloud(manifest)) {
    return { obstacle: `gcloud cannot read ${file.path} as it is; run runlint check ${path} to see why.` };
  }
  return { command: `${command} ${path}` };
}

/** What is said of how files are deployed: the first are enough to know how. */
export function deploymentLines(deployments: readonly Deployment[], isToBeWritten: boolean): string[] {
  const commands = deployments.flatMap((deployment) => ('command' in deployment ? deployment.command : []));
  const obstacles = deployments.flatMap((deployment) => ('obstacle' in deployment ? deployment.obstacle : []));
  const lead = isToBeWritten ? 'Once written, deploy' : 'To deploy';
  const told = abridge(obstacles, MAX_TOLD);
  if (commands.length <= 1) return [...commands.map((command) => `${lead} it: ${command}`), ...told];
  return [`${lead} them:`, ...abridge(commands, MAX_TOLD).map((command) => `  ${command}`), ...told];
}

const MAX_TOLD = 10;
