import type { Arguments } from '../arguments.ts';
import { type Candidate, completeWords } from '../complete-words.ts';
import { COMPLETION_SCRIPTS } from '../completion-scripts.ts';
import { EXIT_CODE, type ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import type { CompletedShell } from '../options.ts';

export async function runCompletion({ positionals: [name, ...words] }: Arguments, host: Host): Promise<ExitCode> {
  const shell = name as CompletedShell;
  const lines = completeWords(words).map((candidate) => `${lineOf(candidate, shell)}\n`);
  host.stdout.write(words.length === 0 ? COMPLETION_SCRIPTS[shell] : lines.join(''));
  return EXIT_CODE.ok;
}

/** A candidate as the shell's script reads it. */
function lineOf({ word, describe }: Candidate, shell: CompletedShell): string {
  if (shell === 'bash' || describe === '') return word;
  return shell === 'zsh' ? `${word}:${describe}` : `${word}\t${describe}`;
}
