import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';

const require = createRequire(import.meta.url);

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: unknown;
  readonly result?: unknown;
}

/** The language server for YAML that editors start, spoken to as an editor speaks to it. */
export class LanguageServer {
  readonly #process: ChildProcessWithoutNullStreams;
  readonly #waiting: { readonly wants: (message: Message) => boolean; readonly resolve: (message: Message) => void }[] = [];
  #received = Buffer.alloc(0);
  #lastId = 0;

  constructor() {
    const folder = dirname(require.resolve('yaml-language-server/package.json'));
    this.#process = spawn(process.execPath, [join(folder, 'bin/yaml-language-server'), '--stdio']);
    this.#process.stdout.on('data', (chunk: Buffer) => this.#receive(chunk));
    onTestFinished(() => void this.#process.kill());
  }

  async request(method: string, params: unknown): Promise<unknown> {
    const id = ++this.#lastId;
    const answer = this.next((message) => message.id === id && message.method === undefined);
    this.#send({ id, method, params });
    return (await answer).result;
  }

  notify(method: string, params: unknown): void {
    this.#send({ method, params });
  }

  /** The next message that is wanted, of those that come from now on. */
  next(wants: (message: Message) => boolean): Promise<Message> {
    return new Promise((resolve) => this.#waiting.push({ wants, resolve }));
  }

  #send(message: Message): void {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  }

  #receive(chunk: Buffer): void {
    this.#received = Buffer.concat([this.#received, chunk]);
    for (;;) {
      const headerEnd = this.#received.indexOf('\r\n\r\n');
      const length = Number(/Content-Length: (\d+)/i.exec(this.#received.subarray(0, Math.max(0, headerEnd)).toString())?.[1]);
      if (headerEnd < 0 || this.#received.length < headerEnd + 4 + length) return;
      const text = this.#received.subarray(headerEnd + 4, headerEnd + 4 + length).toString();
      this.#received = this.#received.subarray(headerEnd + 4 + length);
      this.#handle(JSON.parse(text));
    }
  }

  /** What the server asks for in return, the settings above all, is answered with nothing: its defaults hold. */
  #handle(message: Message): void {
    if (message.id !== undefined && message.method !== undefined) this.#send({ id: message.id, result: [] });
    const index = this.#waiting.findIndex(({ wants }) => wants(message));
    if (index >= 0) this.#waiting.splice(index, 1)[0]?.resolve(message);
  }
}
