#!/usr/bin/env node
// Runs the program of this machine, which comes as a package of its own.
"use strict";

const { spawnSync } = require("node:child_process");
const { constants } = require("node:os");

const name = `alliance-${process.platform}-${process.arch}`;
const file = process.platform === "win32" ? "alliance.exe" : "alliance";
let program;
try {
  program = require.resolve(`${name}/bin/${file}`);
} catch {
  console.error(
    `error: ${name} is not installed: either there is no alliance for this machine, or optional dependencies were left out (npm install --include=optional)`,
  );
  process.exit(2);
}
const { status, signal, error } = spawnSync(program, process.argv.slice(2), { stdio: "inherit" });
if (error) {
  console.error(`error: ${program} cannot be started: ${error.message}`);
  process.exit(2);
}
process.exit(signal ? 128 + constants.signals[signal] : status);
