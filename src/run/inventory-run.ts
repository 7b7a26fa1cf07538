import { resolve } from 'node:path';
import { reportOn, skippedReport } from '../check.ts';
import type { FileReport } from '../diagnostics/report.ts';
import { joinReports } from '../examination.ts';
import type { SurveyedFile } from '../inventory/inventory.ts';
import { identityOf } from '../inventory/resource-identity.ts';
import { type Manifest, readManifest } from '../manifest/manifest.ts';
import type { ProjectRef } from '../manifest/replace-call.ts';
import { LineIndex } from '../text/line-index.ts';
import { rangeContains } from '../text/range.ts';
import type { SourceFile } from '../text/source-file.ts';
import { cutStream } from '../yaml/cut-stream.ts';
import { MAX_TEXT_LENGTH } from '../yaml/read-yaml.ts';
import type { Input } from './inputs.ts';
import type { RunConfig } from './run-config.ts';

/** A file of a run, who its resources run as, and why one may be missing or there is none at all. */
export interface SurveyedInput extends SurveyedFile {
  readonly report: FileReport;
  readonly isNamed: boolean;
}

/** How the files of a run are asked. */
interface SurveyOptions {
  readonly cwd: string;
  readonly configs: Pick<RunConfig, 'of'>;
  /** The project that is deployed to, where that is asked for. */
  readonly project: ProjectRef | undefined;
}

/** Asks the resources of all files of a run who they run as, and lets each file go. */
export function surveyRun(inputs: Iterable<Input>, { cwd, configs, project }: SurveyOptions): SurveyedInput[] {
  return Array.from(inputs, (input) => {
    const { isNamed, file } = input;
    const { path } = file ?? input.report;
    const survey = (part: SourceFile) =>
      surveyText(part, { projects: configs.of(resolve(cwd, path)).projects, project, isNamed });
    const { resources, report } = file ? surveyFile(file, survey) : { resources: [], report: input.report };
    return { path, resources, isWhole: report.diagnostics.length === 0, report, isNamed };
  });
}

type Survey = Pick<SurveyedInput, 'resources' | 'report'>;

/** A text that is too long to be read at once is a stream of documents. */
function surveyFile(file: SourceFile, survey: (part: SourceFile) => Survey): Survey {
  const parts = file.text.length > MAX_TEXT_LENGTH ? cutStream(file.text) : undefined;
  if (!parts) return survey(file);
  const lines = new LineIndex(file.text);
  const surveyed = parts.map((range) => ({ range, ...survey({ ...file, text: file.text.slice(range.start, range.end) }) }));
  return {
    resources: surveyed.flatMap(({ range, resources }) => {
      const linesBefore = lines.lineAt(range.start) - 1;
      return resources.map((resource) => ({ ...resource, line: resource.line + linesBefore }));
    }),
    report: joinReports(
      file,
      surveyed.map(({ range, report }) => ({ range, report })),
    ),
  };
}

function surveyText(
  file: SourceFile,
  { projects, project, isNamed }: { projects: readonly ProjectRef[]; project: ProjectRef | undefined; isNamed: boolean },
): Survey {
  // Several documents in a file hide nobody, and the project that is asked for must not hide the one that is written.
  const manifest = readManifest(file, { projects, severalDocuments: 'off' });
  if (!manifest.isCloudRun)
    return { resources: [], report: skippedReport(file.path, file.text.trim() === '' ? 'empty' : undefined) };
  const obstacles = [...obstaclesIn(manifest), ...(isNamed ? manifest.notReplaceable : [])];
  return {
    resources: manifest.resources.map((resource) => identityOf(resource, project)),
    report: reportOn(manifest, obstacles),
  };
}

/** Why a document of Cloud Run's gives no resource. */
function obstaclesIn({ resources, diagnostics }: Manifest): Manifest['diagnostics'] {
  return diagnostics.filter(({ range }) => !resources.some(({ document }) => rangeContains(document.range, range)));
}
