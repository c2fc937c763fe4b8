// A YAML language server as an editor runs it: started, told the settings, asked about open files.

import { spawn } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';

const program = createRequire(import.meta.url).resolve('yaml-language-server/bin/yaml-language-server');

export class Server {
  #process;
  #unread = Buffer.alloc(0);
  #next = 1;
  #answers = new Map();
  #diagnostics = new Map();
  #settings;

  constructor(schemas) {
    // No schema store: nothing here reaches the network.
    this.#settings = { yaml: { validate: true, hover: true, completion: true, schemaStore: { enable: false }, schemas } };
    this.#process = spawn(process.execPath, [program, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
    this.#process.stdout.on('data', (bytes) => this.#read(bytes));
  }

  async start(folder) {
    const markup = { documentationFormat: ['markdown', 'plaintext'], snippetSupport: true };
    await this.ask('initialize', {
      processId: process.pid,
      rootUri: String(pathToFileURL(folder)),
      workspaceFolders: [{ uri: String(pathToFileURL(folder)), name: 'portfolio' }],
      capabilities: {
        workspace: { configuration: true, didChangeConfiguration: { dynamicRegistration: true } },
        textDocument: { completion: { completionItem: markup }, hover: { contentFormat: ['markdown'] } },
      },
    });
    this.#tell('initialized', {});
    this.#tell('workspace/didChangeConfiguration', { settings: this.#settings });
  }

  stop() {
    this.#process.kill();
  }

  // Opens a text as a file, and waits for what the server has to say about it.
  async open(file, text) {
    const uri = String(pathToFileURL(file));
    const said = new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`no word on ${file}`)), 20_000);
      this.#diagnostics.set(uri, (diagnostics) => {
        clearTimeout(late);
        resolve(diagnostics);
      });
    });
    this.#tell('textDocument/didOpen', { textDocument: { uri, languageId: 'yaml', version: 1, text } });
    const diagnostics = await said;
    return {
      // Lines as people count them.
      problems: diagnostics.map(({ message, range }) => ({ line: range.start.line + 1, message })),
      completions: async (line, column) => {
        const position = { line: line - 1, character: column - 1 };
        const list = await this.ask('textDocument/completion', { textDocument: { uri }, position });
        return (list?.items ?? list ?? []).map(({ label, documentation }) => ({
          label,
          documentation: documentation?.value ?? documentation ?? '',
        }));
      },
      hover: async (line, column) => {
        const position = { line: line - 1, character: column - 1 };
        const hover = await this.ask('textDocument/hover', { textDocument: { uri }, position });
        return hover?.contents?.value ?? '';
      },
    };
  }

  ask(method, params) {
    const id = this.#next++;
    const answer = new Promise((resolve, reject) => this.#answers.set(id, { resolve, reject }));
    this.#send({ id, method, params });
    return answer;
  }

  #tell(method, params) {
    this.#send({ method, params });
  }

  #send(message) {
    const body = JSON.stringify({ jsonrpc: '2.0', ...message });
    this.#process.stdin.write(`Content-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
  }

  #read(bytes) {
    this.#unread = Buffer.concat([this.#unread, bytes]);
    for (;;) {
      const end = this.#unread.indexOf('\r\n\r\n');
      if (end < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#unread.subarray(0, end))[1]);
      if (this.#unread.length < end + 4 + length) return;
      const message = JSON.parse(this.#unread.subarray(end + 4, end + 4 + length));
      this.#unread = this.#unread.subarray(end + 4 + length);
      this.#take(message);
    }
  }

  #take({ id, method, params, result, error }) {
    if (method === 'workspace/configuration') {
      const sections = params.items.map(({ section }) => this.#settings[section] ?? {});
      this.#send({ id, result: sections });
    } else if (method === 'textDocument/publishDiagnostics') {
      this.#diagnostics.get(params.uri)?.(params.diagnostics);
    } else if (method && id !== undefined) {
      this.#send({ id, result: null });
    } else if (id !== undefined) {
      const answer = this.#answers.get(id);
      this.#answers.delete(id);
      if (error) answer?.reject(new Error(error.message));
      else answer?.resolve(result);
    }
  }
}
