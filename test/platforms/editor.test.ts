import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import { ROOT } from '../support/paths.ts';
import { folderWith } from '../support/run.ts';
import { LanguageServer } from './language-server.ts';

const SETTINGS = { yaml: { validate: true, completion: true, schemaStore: { enable: false } } };

it('in an editor the schema flags a misspelt field, completes the right one and knows the annotations', async () => {
  const text = `# yaml-language-server: $schema=${pathToFileURL(join(ROOT, 'schemas/service.schema.json'))}
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: web-app
  annotations:
    run.googleapis.com/ingress: internet
spec:
  template:
    spec:
      serviceAcountName: web-app@acme-prod.iam.gserviceaccount.com
      serviceAcc
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/web-app:1.0.0
`;
  const uri = String(pathToFileURL(join(folderWith({ 'service.yaml': text }), 'service.yaml')));
  const server = new LanguageServer();
  await server.request('initialize', {
    processId: null,
    rootUri: null,
    capabilities: {},
    initializationOptions: { settings: SETTINGS },
  });
  server.notify('initialized', {});
  server.notify('workspace/didChangeConfiguration', { settings: SETTINGS });

  const withoutHalf = text.replace('      serviceAcc\n', '');
  const published = server.next(
    ({ method, params }) => method === 'textDocument/publishDiagnostics' && messagesIn(params).length > 0,
  );
  server.notify('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text: withoutHalf } });
  const messages = messagesIn((await published).params);
  expect(messages).toEqual([
    [6, 'Value is not accepted. Valid values: "all", "internal", "internal-and-cloud-load-balancing".'],
    [10, 'Property serviceAcountName is not allowed.'],
  ]);

  server.notify('textDocument/didChange', { textDocument: { uri, version: 2 }, contentChanges: [{ text }] });
  const position = { line: 11, character: 16 };
  const completion = (await server.request('textDocument/completion', { textDocument: { uri }, position })) as {
    readonly items: readonly { readonly label: string }[];
  };
  expect(completion.items.map(({ label }) => label)).toContain('serviceAccountName');
});

function messagesIn(params: unknown): [line: number, message: string][] {
  const { diagnostics } = params as { diagnostics: readonly { message: string; range: { start: { line: number } } }[] };
  return diagnostics.map(({ message, range }) => [range.start.line, message]);
}
