// The client library of VS Code against the real server, and the extension as it is packed, with an editor in place of VS Code.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

const require = createRequire(import.meta.url);
const protocol = require("vscode-languageserver-protocol/node");
const root = fileURLToPath(new URL("../../..", import.meta.url));
const alliance = process.env.ALLIANCE ?? join(root, "target/debug/alliance");

let folder, server, client;
const said = new Map();
const waiting = new Map();

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "alliance-"));
  cpSync(join(root, "portfolio.yaml"), join(folder, "portfolio.yaml"));
  cpSync(join(root, "alliances"), join(folder, "alliances"), { recursive: true });
  server = spawn(alliance, ["lsp"], { cwd: folder, stdio: ["pipe", "pipe", "inherit"] });
  client = protocol.createProtocolConnection(server.stdout, server.stdin);
  client.onNotification(protocol.PublishDiagnosticsNotification.type, ({ uri, version, diagnostics }) => {
    said.set(uri, diagnostics);
    waiting.get(`${uri} ${version}`)?.(diagnostics);
  });
  client.listen();
  const uri = String(pathToFileURL(folder));
  const { capabilities } = await client.sendRequest(protocol.InitializeRequest.type, {
    processId: process.pid,
    rootUri: uri,
    workspaceFolders: [{ uri, name: "portfolio" }],
    capabilities: {},
  });
  assert.equal(capabilities.positionEncoding, "utf-16");
  await client.sendNotification(protocol.InitializedNotification.type, {});
});

after(async () => {
  await client.sendRequest(protocol.ShutdownRequest.type);
  await client.sendNotification(protocol.ExitNotification.type);
  client.dispose();
  rmSync(folder, { recursive: true, force: true });
});

const uriOf = (file) => String(pathToFileURL(join(folder, file)));
const versioned = (file, version, send) =>
  new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`no word on ${file} ${version}`)), 30_000);
    waiting.set(`${uriOf(file)} ${version}`, (diagnostics) => (clearTimeout(late), resolve(diagnostics)));
    void send();
  });

test("a slip is marked, explained and corrected", async () => {
  const file = "alliances/northstar-cloud.yaml";
  const uri = uriOf(file);
  const text = readFileSync(join(folder, file), "utf8");
  const textDocument = { uri, languageId: "yaml", version: 1, text };
  const sound = await versioned(file, 1, () =>
    client.sendNotification(protocol.DidOpenTextDocumentNotification.type, { textDocument }),
  );
  const line = text.split("\n").findIndex((line) => line.startsWith("type: "));
  const range = { start: { line, character: 6 }, end: { line, character: 15 } };
  const marked = await versioned(file, 2, () =>
    client.sendNotification(protocol.DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: 2 },
      contentChanges: [{ range, text: "stratgic" }],
    }),
  );
  const slip = marked.find(({ code }) => code === "invalid-value");
  assert.ok(slip && !sound.some(({ code }) => code === "invalid-value"), JSON.stringify(marked));
  assert.equal(slip.severity, protocol.DiagnosticSeverity.Error);
  assert.deepEqual(slip.range.start, range.start);
  const hover = await client.sendRequest(protocol.HoverRequest.type, { textDocument: { uri }, position: range.start });
  assert.match(hover.contents.value, /invalid-value/);
  const actions = await client.sendRequest(protocol.CodeActionRequest.type, {
    textDocument: { uri },
    range: slip.range,
    context: { diagnostics: [slip] },
  });
  const [edit] = actions.find(({ isPreferred }) => isPreferred).edit.changes[uri];
  const settled = await versioned(file, 3, () =>
    client.sendNotification(protocol.DidChangeTextDocumentNotification.type, {
      textDocument: { uri, version: 3 },
      contentChanges: [{ range: edit.range, text: edit.newText }],
    }),
  );
  assert.deepEqual(settled, sound);
});

test("the lens has the verdict, the outline the keys", async () => {
  const uri = uriOf("alliances/northstar-cloud.yaml");
  const [lens] = await client.sendRequest(protocol.CodeLensRequest.type, { textDocument: { uri } });
  assert.match(lens.command.title, /^deepen · structure \d+/);
  const symbols = await client.sendRequest(protocol.DocumentSymbolRequest.type, { textDocument: { uri } });
  assert.ok(symbols.some(({ name }) => name === "metrics"));
});

// VS Code itself is not here: only what is packed is looked at.
const packed = fileURLToPath(new URL("../out/extension.js", import.meta.url));
test("the extension as it is packed has what its description promises", { skip: !existsSync(packed) }, () => {
  const text = readFileSync(packed, "utf8");
  assert.match(text, /"lsp","--as-of"/);
  const { main, contributes } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  assert.equal(main, "./out/extension.js");
  for (const { command } of contributes.commands) assert.ok(text.includes(`registerCommand("${command}"`), command);
});
