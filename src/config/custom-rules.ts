import { type CustomRule, ruleOf } from '../custom-rules/custom-rule.ts';
import { compileExpression, isExpressionError } from '../custom-rules/expression.ts';
import type { CheckId } from '../diagnostics/check-ids.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Rule } from '../lint/rule.ts';
import { closestMatch } from '../text/closest-match.ts';
import type { Range } from '../text/range.ts';
import { offsetInText } from '../yaml/scalar-offset.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import { parseYamlPath, type YamlPath } from '../yaml/yaml-path.ts';
import type { Config, CustomRuleSettings } from './config.ts';
import { configDiagnostic } from './parse-config.ts';

/** The custom rules of a configuration, compiled once; what is wrong with them is said at their own characters. */
export function compileCustomRules({ document, settings }: Config): { rules: Rule[]; diagnostics: Diagnostic[] } {
  const rules: Rule[] = [];
  const diagnostics: Diagnostic[] = [];
  for (const [index, written] of (settings.customRules ?? []).entries()) {
    const compiled = compileRule(written, ['customRules', index], document);
    if (Array.isArray(compiled)) diagnostics.push(...compiled);
    else if (rules.some(({ id }) => id === written.id)) {
      diagnostics.push(at(document, ['customRules', index, 'id'], 'config/custom-rule', `The rule ${written.id} is there twice`));
    } else rules.push(ruleOf(compiled));
  }
  return { rules, diagnostics };
}

/** What a path can begin with. */
const ROOTS: ReadonlySet<unknown> = new Set(['apiVersion', 'kind', 'metadata', 'spec', 'podSpec', 'status']);

function compileRule(written: CustomRuleSettings, place: YamlPath, document: YamlDocument): CustomRule | Diagnostic[] {
  const { expression, at: atText, examples: _, ...rest } = written;
  const path = parseYamlPath(atText);
  const holds = compileExpression(expression);
  const root = path && ROOTS.has(path[0]) ? undefined : path?.[0];
  if (path && root === undefined && !isExpressionError(holds)) return { ...rest, at: path, source: expression, holds };
  const diagnostics: Diagnostic[] = [];
  if (!path) {
    const message = `${atText} is no YAML path`;
    diagnostics.push(
      at(
        document,
        [...place, 'at'],
        'config/custom-rule',
        message,
        'Write it as metadata.labels["cost-center"] or spec.traffic[0].percent.',
      ),
    );
  }
  if (root !== undefined) {
    const meant = closestMatch(String(root), [...ROOTS].map(String));
    const message = `No manifest has ${root}${meant ? `; did you mean ${meant}?` : ''}`;
    diagnostics.push(
      at(document, [...place, 'at'], 'config/custom-rule', message, 'A path begins with metadata, spec or podSpec.'),
    );
  }
  if (isExpressionError(holds)) {
    const range = rangeInExpression(document, [...place, 'expression'], holds.range);
    const message = `The expression of ${written.id} is not valid: ${holds.message}`;
    diagnostics.push(configDiagnostic('config/expression', message, range, EXPRESSION_REMEDY));
  }
  return diagnostics;
}

const EXPRESSION_REMEDY =
  'It is written in CEL (https://cel.dev): object is the manifest, podSpec the part with the containers, path the path of the file.';

/** A range of the expression as a range of the configuration's text. */
function rangeInExpression(document: YamlDocument, path: YamlPath, { start, end }: Range): Range {
  const whole = document.visibleRangeAt(path);
  const node = document.nodeAt(path);
  if (node?.type !== 'scalar') return whole;
  const from = offsetInText(document, node, start);
  const to = offsetInText(document, node, end);
  return from !== undefined && to !== undefined && from < to ? { start: from, end: to } : whole;
}

function at(document: YamlDocument, path: YamlPath, ruleId: CheckId, message: string, remedy?: string): Diagnostic {
  return configDiagnostic(ruleId, message, document.visibleRangeAt(path), remedy);
}
