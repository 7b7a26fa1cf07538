import { saysNotJudged } from '../custom-rules/custom-rule.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../diagnostics/report.ts';
import type { Rule } from '../lint/rule.ts';
import { rulesetOf } from '../lint/ruleset.ts';
import { runRules } from '../lint/run-rules.ts';
import { readManifest } from '../manifest/manifest.ts';
import { excerpt } from '../text/excerpt.ts';
import { sourceFileOfText } from '../text/source-file.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import type { Config } from './config.ts';
import { configDiagnostic, reportOn } from './parse-config.ts';
import type { ConfigFile } from './resolve-config.ts';

/** What became of the examples of a configuration's rules. */
export interface CustomRulesTest {
  readonly rules: number;
  readonly examples: number;
  /** What is not as it should be, at its place in the configuration. */
  readonly report: FileReport;
}

/** Holds each custom rule to its own examples: it reports every invalid one, and no valid one. */
export function testCustomRules({ config, customRules }: ConfigFile): CustomRulesTest {
  const written = config.settings.customRules ?? [];
  const results = written.map((settings, index) => {
    const { valid = [], invalid = [] } = settings.examples ?? {};
    const rule = customRules[index] as Rule;
    const place = ['customRules', index];
    const examples = [
      ...valid.map((text, number) => testExample(rule, text, false, config, [...place, 'examples', 'valid', number])),
      ...invalid.map((text, number) => testExample(rule, text, true, config, [...place, 'examples', 'invalid', number])),
    ];
    const isTested = valid.length > 0 && invalid.length > 0;
    return isTested ? examples : [...examples, untested(rule, config, [...place, 'id'])];
  });
  const diagnostics = results.flat().flatMap((diagnostic) => diagnostic ?? []);
  const examples = written.reduce((sum, { examples: own }) => sum + (own?.valid?.length ?? 0) + (own?.invalid?.length ?? 0), 0);
  return { rules: written.length, examples, report: reportOn(config.path, config.document.text, diagnostics) };
}

function testExample(rule: Rule, text: string, isInvalid: boolean, config: Config, at: YamlPath): Diagnostic | undefined {
  const manifest = readManifest(sourceFileOfText('service.yaml', text));
  const wrong = (message: string) => configDiagnostic('config/custom-rule', message, config.document.visibleRangeAt(at));
  if (manifest.resources.length === 0) return wrong(`This example of ${rule.id} is no Cloud Run manifest`);
  const [found] = runRules(manifest, rulesetOf([rule]));
  if (found && saysNotJudged(found.message, rule.id)) return wrong(excerpt(found.message));
  if (isInvalid) return found ? undefined : wrong(`${rule.id} does not report this example`);
  return found && wrong(`${rule.id} reports this example: ${excerpt(found.message)}`);
}

function untested(rule: Rule, { document }: Config, at: YamlPath): Diagnostic {
  const remedy = 'Give it one at least under examples.valid and one under examples.invalid: whole manifests.';
  return configDiagnostic('config/custom-rule', `${rule.id} has no example of both kinds`, document.visibleRangeAt(at), remedy);
}
