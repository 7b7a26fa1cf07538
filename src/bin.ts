#!/usr/bin/env node
import { processHost } from './cli/host.ts';
import { runCli } from './cli/run-cli.ts';

runCli(process.argv.slice(2), processHost()).then((exitCode) => {
  process.exitCode = exitCode;
});
