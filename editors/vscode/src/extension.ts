// Starts `alliance lsp` and hands it the YAML files of the workspace. All that is known of records is in the program.

import { type ExtensionContext, commands, window, workspace } from "vscode";
import { LanguageClient, type LanguageClientOptions, type ServerOptions } from "vscode-languageclient/node";
import { execFile } from "node:child_process";
import { promisify } from "node:util";

let client: LanguageClient | undefined;

function program(): string {
  return workspace.getConfiguration("alliance").get("path", "alliance");
}

async function start(): Promise<void> {
  const asOf = workspace.getConfiguration("alliance").get("asOf", "");
  const server: ServerOptions = { command: program(), args: asOf ? ["lsp", "--as-of", asOf] : ["lsp"] };
  const options: LanguageClientOptions = {
    documentSelector: [{ scheme: "file", language: "yaml" }],
    synchronize: { fileEvents: workspace.createFileSystemWatcher("**/*.{yaml,yml}") },
  };
  client = new LanguageClient("alliance", "Alliance", server, options);
  try {
    await client.start();
  } catch (error) {
    client = undefined;
    const told = error instanceof Error ? error.message : String(error);
    const settings = "Open Settings";
    const chosen = await window.showErrorMessage(
      `Alliance: \`${program()} lsp\` could not be started (${told}). Install alliance, or say where it is.`,
      settings,
    );
    if (chosen === settings) await commands.executeCommand("workbench.action.openSettings", "alliance.path");
  }
}

async function restart(): Promise<void> {
  await client?.stop();
  await start();
}

// The page of a rule, as the program has it.
async function explain(): Promise<void> {
  const folder = workspace.workspaceFolders?.[0]?.uri.fsPath;
  const run = promisify(execFile);
  const { stdout } = await run(program(), ["rules", "-o", "json"], { cwd: folder, maxBuffer: 1 << 24 });
  const known: { id: string; summary: string }[] = JSON.parse(stdout);
  const rule = await window.showQuickPick(known.map(({ id, summary }) => ({ label: id, description: summary })));
  if (!rule) return;
  const page = await run(program(), ["explain", rule.label], { cwd: folder, maxBuffer: 1 << 24 });
  const document = await workspace.openTextDocument({ content: page.stdout, language: "plaintext" });
  await window.showTextDocument(document, { preview: true });
}

export async function activate(context: ExtensionContext): Promise<void> {
  context.subscriptions.push(
    commands.registerCommand("alliance.restart", restart),
    commands.registerCommand("alliance.explain", explain),
    workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration("alliance")) void restart();
    }),
  );
  await start();
}

export async function deactivate(): Promise<void> {
  await client?.stop();
}
