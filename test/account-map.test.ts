import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, type Run, run, service } from './support/run.ts';

const OLD = 'web-app@acme-prod.iam.gserviceaccount.com';
const WEB = 'web-run@acme-prod.iam.gserviceaccount.com';
const API = 'api-run@acme-prod.iam.gserviceaccount.com';
const JOB = `apiVersion: run.googleapis.com/v1
kind: Job
metadata: {name: web}
spec: {template: {spec: {template: {spec: {containers: [{image: web}]}}}}}
`;

/** Runs with a map, given as the text of a file of this name. */
async function runWith(name: string, map: string | Uint8Array, files: Record<string, string>, ...flags: string[]) {
  const cwd = folderWith({ ...files, [name]: map });
  const result = await run(['set-service-account', '--map', name, ...flags, ...Object.keys(files)], { cwd });
  return { ...result, cwd };
}

/** The accounts of files, in the order of their lines. */
function accountsIn(cwd: string, name: string): string[] {
  return fs.readFileSync(join(cwd, name), 'utf8').match(/(?<=serviceAccountName: )\S+/g) ?? [];
}

describe('a map can be', () => {
  const csv = `kind,name,path,email\nService,web,,${WEB}\nJob,web,,${API}\n`;
  const rows = [
    { kind: 'Service', name: 'web', email: WEB },
    { kind: 'Job', name: 'web', path: null, email: API },
  ];

  it.each<[string, string, string | Uint8Array]>([
    ['CSV', 'm.csv', csv],
    ['CSV with CRLF, a byte-order mark and no last line end', 'm.CSV', `\uFEFF${csv.replaceAll('\n', '\r\n').trimEnd()}`],
    ['CSV in UTF-16', 'm.csv', Buffer.from(`\uFEFF${csv}`, 'utf16le')],
    [
      'CSV with other columns first, blank lines, quotes and blanks',
      'm.csv',
      `\n"email" , Name,KIND\n\n ${WEB} ,"web","Service"\n,,\n"${API}",web,Job\n\n`,
    ],
    ['CSV with semicolons, as spreadsheets write it', 'm.csv', csv.replaceAll(',', ';')],
    ['CSV with tabs', 'm.csv', `\n${csv.replaceAll(',', '\t')}`],
    ['CSV with empty columns behind the last one', 'm.csv', csv.replaceAll('\n', ',,\n')],
    [
      'YAML',
      'm.yaml',
      `# who runs as whom\n- {kind: Service, name: web, email: ${WEB}}\n- kind: Job\n  name: web\n  path:\n  email: ${API}\n`,
    ],
    ['JSON', 'm.json', JSON.stringify(rows)],
    ['JSON indented by tabs', 'm.json', JSON.stringify(rows, undefined, '\t')],
  ])('%s', async (_, name, map) => {
    const { exitCode, cwd } = await runWith(name, map, { 'a.yaml': service(OLD, 'web'), 'b.yaml': JOB }, '--write');
    expect(exitCode).toBe(0);
    expect(fs.readFileSync(join(cwd, 'a.yaml'), 'utf8')).toBe(service(WEB, 'web'));
    expect(fs.readFileSync(join(cwd, 'b.yaml'), 'utf8')).toContain(API);
  });
});

describe('a wrong map is told line by line, and nothing is looked at', () => {
  const header = 'kind,name,path,email';

  it.each<[string, string, string | Uint8Array, string[]]>([
    [
      'every wrong row',
      'm.csv',
      [header, `Servcie,web,,${WEB}`, 'Job,,,a,b', '', 'Revision,web,,web-run', `Job,b`, 'Job,c,,"${SA}"', ''].join('\n'),
      [
        'm.csv:2: the kind is Service, Job, WorkerPool or Instance, not Servcie. Did you mean Service?',
        'm.csv:3: the row has 5 values for 4 columns; put a value that holds a comma in quotes',
        'm.csv:5: a Revision cannot be replaced from a manifest',
        'm.csv:5: "web-run" is not an e-mail address',
        'm.csv:6: the row has no email',
        'm.csv:7: "${SA}" holds the placeholder ${SA}',
      ],
    ],
    [
      'two rows that contradict each other',
      'm.csv',
      [header, `Job,b,,${WEB}`, `Job,b,./x/,${WEB}`, `Job,b,x,${API}`, `Job,b,,${WEB}`, `Job,b,,${API}`].join('\n'),
      [`m.csv:4: Job/b gets ${API} here, and ${WEB} in line 3`, `m.csv:6: Job/b gets ${API} here, and ${WEB} in line 2`],
    ],
    [
      'an e-mail as a policy has it',
      'm.csv',
      `kind,name,email\nJob,b,serviceAccount:${WEB}\n`,
      [
        `m.csv:2: "serviceAccount:${WEB}" is written as a member of an IAM policy; this field takes the e-mail alone. Did you mean ${WEB}?`,
      ],
    ],
    [
      'lines in quoted values',
      'm.csv',
      `${header}\r\nJob,b,"a\r\nb",${WEB}\r\nJob,"c\r\n",,x\r\nJob,d,,y\r\n`,
      ['m.csv:4: "x" is not an e-mail address', 'm.csv:6: "y" is not an e-mail address'],
    ],
    [
      'a value too many between semicolons',
      'm.csv',
      `kind;name;path;email\nJob;b;c,d;${WEB}\nJob;b;c;d;${WEB}\n`,
      ['m.csv:3: the row has 5 values for 4 columns; put a value that holds a semicolon in quotes'],
    ],
    ['a column without a name', 'm.csv', `kind,,email\n`, ['m.csv:1: "" is none of kind, name, path and email']],
    [
      'more wrong rows than anybody reads',
      'm.csv',
      `${header}\n${'Job,b,,x\n'.repeat(50_000)}`,
      [...Array.from({ length: 20 }, (_, index) => `m.csv:${index + 2}: "x" is not an e-mail address`), '… and 49980 more'],
    ],
    ['no header', 'm.csv', `\nJob,b,,${WEB}\n`, ['m.csv:2: the first line must name the columns, as in kind,name,path,email']],
    [
      'a wrong header',
      'm.csv',
      'Kind,names,kind,email,team\n',
      [
        'm.csv:1: "names" is none of kind, name, path and email. Did you mean name?',
        'm.csv:1: "team" is none of kind, name, path and email',
        'm.csv:1: there are two columns kind',
      ],
    ],
    ['a header without a column', 'm.csv', 'kind,name,path\n', ['m.csv:1: there is no column email']],
    [
      'a quotation mark that is not closed',
      'm.csv',
      `${header}\nJob,b,,${WEB}\n\nJob,"c,,${WEB}\nJob,d,,${WEB}\n`,
      ['m.csv:4: a quotation mark is not closed'],
    ],
    [
      'a quotation mark within a value',
      'm.csv',
      `${header}\nJob,b"c,,${WEB}\n`,
      ['m.csv:2: a quotation mark stands within a value; put all of the value in quotes, and write the mark twice'],
    ],
    [
      'a quotation mark within quotes',
      'm.csv',
      `${header}\nJob,"b"c",,${WEB}\n`,
      ['m.csv:2: a quotation mark stands within a quoted value; write it twice'],
    ],
    ['nothing', 'm.csv', '', ['The map m.csv holds no row']],
    ['a header alone', 'm.csv', `${header}\n,,,\n`, ['The map m.csv holds no row']],
    ['only a comment', 'm.yaml', '# nothing\n', ['The map m.yaml holds no row']],
    ['an empty list', 'm.json', '[]', ['The map m.json holds no row']],
    [
      'a map of maps',
      'm.yaml',
      `\nweb:\n  email: ${WEB}\n`,
      ['m.yaml:2: a map of accounts is a list of rows, each with kind, name, email and, if need be, path'],
    ],
    [
      'every wrong row in YAML',
      'm.yaml',
      `- kind: service\n  name: web\n  email: ${WEB}\n- web\n- kind: Job\n  name: 7\n  e-mail: x\n- {kind: Job, name: b}\n- {kind: Job, name: [b], email: ${WEB}}\n`,
      [
        'm.yaml:1: the kind is Service, Job, WorkerPool or Instance, not service. Did you mean Service?',
        'm.yaml:4: a row is a map with kind, name, email and, if need be, path',
        'm.yaml:6: name is no text; write it in quotes',
        'm.yaml:7: "e-mail" is none of kind, name, path and email. Did you mean email?',
        'm.yaml:8: the row has no email',
        'm.yaml:9: name is no text',
      ],
    ],
    [
      'a key that stands twice',
      'm.json',
      `[{"kind": "Job",\n"kind": "Job", "name": "b", "email": "${WEB}"}]`,
      ['m.json:2: this key appears twice'],
    ],
    ['broken YAML', 'm.yaml', '- {kind: Job\n', ['m.yaml:2: a "{" is not closed, or its lines are not indented enough']],
    [
      'two documents',
      'm.yaml',
      `- {kind: Job, name: b, email: ${WEB}}\n---\n- {}\n`,
      ['m.yaml:2: a map of accounts is one document'],
    ],
    [
      'bytes that are no text',
      'm.csv',
      Buffer.from('kind,name,email\nJob,\xe9,x\n', 'latin1'),
      ['The map m.csv cannot be read: it is not text in UTF-8; save it as UTF-8'],
    ],
    ['another format', 'm.txt', '', ['m.txt is no map of accounts: its name ends in none of .csv, .yaml, .yml and .json']],
  ])('%s', async (_, name, map, lines) => {
    const { exitCode, stdout, stderr } = await runWith(name, map, { 'a.yaml': service() });
    expect(stderr.split('\n')).toEqual([
      ...lines.map((line) => `runlint: ${line}`),
      '  No manifest was looked at: the map cannot be followed.',
      '',
    ]);
    expect([exitCode, stdout]).toEqual([2, '']);
  });

  it('one that is not there, is a folder or is too large', async () => {
    const cwd = folderWith({ 'a.yaml': service(), 'm.csv/x': '', 'l.csv': 'x'.repeat(5 * 1024 * 1024 + 1) });
    const told = async (map: string) =>
      (await run(['set-service-account', '--map', map, 'a.yaml'], { cwd })).stderr.split('\n')[0];
    expect(await told('no.csv')).toBe('runlint: The map no.csv cannot be read: there is no such file or folder');
    expect(await told('m.csv')).toBe('runlint: The map m.csv cannot be read: it is a folder');
    expect(await told('l.csv')).toBe('runlint: The map l.csv cannot be read: it is larger than 5 MiB');
  });

  it('what is only odd is told, and followed', async () => {
    const { exitCode, stderr } = await runWith(
      'm.csv',
      'kind,name,email\nService,hello,1234567-compute@developer.gserviceaccount.com\n',
      {
        'a.yaml': service(),
      },
    );
    expect(exitCode).toBe(0);
    expect(stderr).toMatch(/^runlint: warning: m\.csv:2: "1234567-compute@.*" is a default account of its project/);
  });
});

describe('the most specific row holds', () => {
  const rows = ['kind,name,path,email', `Service,web,,all-web@acme-prod.iam.gserviceaccount.com`];
  const files = {
    'web.yaml': service(OLD, 'web'),
    'deploy/web.yaml': service(OLD, 'web'),
    'deploy/prod/web.yaml': service(OLD, 'web'),
    'deploy/production/web.yaml': service(OLD, 'web'),
  };

  it.each([
    [
      'a folder, and a file in it',
      `Service,web,deploy,${API}\nService,web,deploy/prod/web.yaml,${WEB}`,
      ['all', 'api', 'web', 'api'],
    ],
    [
      'in any order, however the path is written',
      `Service,web,./deploy/prod/,${WEB}\nService,web,deploy/../deploy,${API}`,
      ['all', 'api', 'web', 'api'],
    ],
    ['written with \\', `Service,web,deploy\\prod\\,${WEB}`, ['all', 'all', 'web', 'all']],
    ['the folder of the map', `Service,web,.,${WEB}`, ['web', 'web', 'web', 'web']],
    ['of another kind or name, none', `Job,web,deploy,${WEB}\nService,Web,deploy,${WEB}`, ['all', 'all', 'all', 'all']],
  ])('%s', async (_, more, expected) => {
    const { exitCode, cwd } = await runWith('m.csv', [...rows, more].join('\n'), files, '--write');
    expect(exitCode).toBe(0);
    expect(Object.keys(files).map((name) => accountsIn(cwd, name)[0]?.slice(0, 3))).toEqual(expected);
  });

  it('paths are seen from the folder of the map, also through links, and standard input stands nowhere', async () => {
    const map = `kind,name,path,email\nService,hello,../real,${WEB}\n`;
    const cwd = folderWith({ 'maps/m.csv': map, 'real/a.yaml': service() });
    fs.symlinkSync('real', join(cwd, 'link'));
    const args = ['set-service-account', '--map', 'maps/m.csv'];
    expect((await run([...args, 'link/a.yaml'], { cwd })).stdout).toContain(`+      serviceAccountName: ${WEB}`);
    const piped = await run([...args, '-'], { cwd: join(cwd, 'real'), stdin: service() });
    expect(piped.exitCode).toBe(2);
    const here = ['set-service-account', '--map', '../maps/m.csv', '-'];
    const unnamed = await run(here, { cwd: join(cwd, 'real'), stdin: service() });
    expect(unnamed).toMatchObject({ exitCode: 0, stdout: service() });
    expect(unnamed.stderr).toContain('Resources that no row of ../maps/m.csv fits:\n  <stdin>:4  Service/hello\n');
    const named = await run([...here, '--stdin-filename', 'b.yaml'], { cwd: join(cwd, 'real'), stdin: service() });
    expect(named.stdout).toBe(service(WEB));
  });
});

describe('what has no counterpart is listed', () => {
  it('rows and resources, ten of each', async () => {
    const names = Array.from({ length: 12 }, (_, index) => `s${index + 10}`);
    const map = ['kind,name,path,email', ...names.map((name) => `Job,${name},deploy/${name},${WEB}`)].join('\n');
    const { exitCode, stderr } = await runWith('m.csv', map, {
      'a.yaml': names.map((name) => service(OLD, name)).join('---\n'),
    });
    expect(exitCode).toBe(0);
    const [rows, resources] = stderr.slice(stderr.indexOf('Rows')).split('Resources') as [string, string];
    expect(rows.split('\n')).toEqual([
      'Rows of m.csv that fit no resource; paths are seen from the folder of the map:',
      ...names.slice(0, 10).map((name, index) => `  m.csv:${index + 2}  Job/${name}  in deploy/${name}  ${WEB}`),
      '  … and 2 more',
      '',
    ]);
    expect(resources).toMatch(/^ that no row of m\.csv fits:\n {2}a\.yaml:4 {2}Service\/s10\n/);
    expect(resources.split('\n')).toHaveLength(13);
  });

  it('a row that a more specific one stands before, and a resource that is not chosen, have theirs', async () => {
    const map = `kind,name,path,email\nService,hello,,${API}\nService,hello,a.yaml,${WEB}\n`;
    const files = { 'a.yaml': `${service()}---\n${service(API, 'other')}` };
    const { stderr } = await runWith('m.csv', map, files, '--only', 'Service/hello');
    expect(stderr).not.toMatch(/no row|no resource/);
    const chosen = await runWith('m.csv', map, files, '--from', OLD);
    expect(chosen.stderr).not.toMatch(/no row|no resource/);
    expect((await runWith('m.csv', map, files)).stderr).toContain('no row of m.csv fits:\n  a.yaml:15  Service/other');
  });
});

describe('with a map or a template', () => {
  const map = `kind,name,email\nService,web,${WEB}\nService,api,${API}\n`;
  const files = { 'a.yaml': `${service(null, 'web')}---\n${service(OLD, 'api')}` };

  it.each<[string[], string[]]>([
    [[], [WEB, API]],
    [['--only', 'Service/api'], [API]],
    [['--missing-only'], [WEB, OLD]],
    [['--from', OLD], [API]],
  ])('%j chooses as with one account', async (flags, expected) => {
    const { exitCode, cwd } = await runWith('m.csv', map, files, ...flags, '--write');
    expect(exitCode).toBe(0);
    expect(accountsIn(cwd, 'a.yaml')).toEqual(expected);
  });

  it('no e-mail is given, but a file can have a name like one', async () => {
    const given: Run = await runWith('m.csv', map, { 'a.yaml': service() }, WEB);
    expect(given.exitCode).toBe(2);
    expect(given.stderr).toBe(
      `runlint: The accounts come from --map, and ${WEB} is given, too\n  Leave one of them out: --map needs only files.\n`,
    );
    const cwd = folderWith({ 'm.csv': map, 'web@1.yaml': service(null, 'web') });
    expect((await run(['set-service-account', '--map', 'm.csv', 'web@1.yaml'], { cwd })).exitCode).toBe(0);
    expect((await run(['set-service-account'], { cwd })).stderr).toContain('needs <email>');
  });
});
