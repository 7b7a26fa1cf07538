import type { CompletedShell } from './options.ts';

/** A shell's script: it asks `runlint completion` with the words that are typed, and where nothing comes back it names files. */
export const COMPLETION_SCRIPTS: Readonly<Record<CompletedShell, string>> = {
  bash: `_runlint() {
  local word
  COMPREPLY=()
  while IFS= read -r word; do
    COMPREPLY+=("$word")
  done < <(runlint completion bash -- "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)
}
complete -o bashdefault -o default -F _runlint runlint
`,
  zsh: `_runlint() {
  local -a candidates
  candidates=("\${(@f)$(runlint completion zsh -- "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "$candidates" ]]; then
    _describe runlint candidates
  else
    compset -P '*='
    _files
  fi
}
compdef _runlint runlint
`,
  fish: `function __runlint_complete
  set -l words (commandline -opc) (commandline -ct)
  set -l candidates (runlint completion fish -- $words[2..-1] 2>/dev/null)
  if test (count $candidates) -gt 0
    printf '%s\\n' $candidates
  else
    __fish_complete_path (commandline -ct)
  end
end
complete -c runlint -f -a '(__runlint_complete)'
`,
};
