import fs from 'node:fs';
import { join } from 'node:path';
import { type Repository, repositoryWith } from './repository.ts';
import { service } from './run.ts';

/** A pull request that adds, moves and deletes lines, renames a file, adds and deletes one, with CRLF in one of them. */
export function pullRequest(): Repository {
  const exported = service('web-app@acme-prod.iam.gserviceaccount.com', 'exported').replaceAll('\n', '\r\n');
  const repository = repositoryWith({
    'deploy/web.yaml': service('web-app@acme-prod.iam.gserviceaccount.com', 'web'),
    'deploy/crlf.yaml': exported,
    'deploy/old name.yaml': service('web-app@acme-prod.iam.gserviceaccount.com', 'renamed'),
    'deploy/gone.yaml': 'apiVersion: run.googleapis.com/v1\nkind: Job\nmetadata:\n  name: gone\n',
    'deploy/untouched.yaml': service(null, 'untouched'),
    'README.md': 'hello\n',
  });
  repository.commit();
  repository.git('switch', '--quiet', '--create', 'change');
  const misspelt = (text: string) => text.replace('serviceAccountName', 'serviceAcountName');
  repository.git('mv', 'deploy/old name.yaml', 'deploy/neuer Näme.yaml');
  fs.rmSync(join(repository.root, 'deploy/gone.yaml'));
  repository.write({
    'deploy/web.yaml': moved(service(null, 'web')),
    'deploy/crlf.yaml': misspelt(exported).replace('metadata:\r\n', 'metadata:\r\n  creationTimestamp: null\r\n'),
    'deploy/neuer Näme.yaml': misspelt(service('a@acme-prod.iam.gserviceaccount.com', 'renamed')),
    'deploy/new.yaml': misspelt(service('b@acme-prod.iam.gserviceaccount.com', 'new')).replace(
      '    spec:',
      '    metadata:\n      name: new-00001-abc\n    spec:',
    ),
    'README.md': 'hello, world\n',
  });
  repository.commit();
  return repository;
}

/** The name of the resource behind its spec. */
function moved(text: string): string {
  return text.replace(/^metadata:\n {2}name: .*\n/m, '').concat(/^metadata:\n.*\n/m.exec(text)?.[0] ?? '');
}
