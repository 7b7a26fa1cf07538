#!/usr/bin/env node
import { processHost } from './cli/host.ts';
import { runCli } from './cli/run-cli.ts';
import { setFastReading } from './yaml/fast-reading.ts';

// For tests, which hold what is said of files that are read quickly against what is said of them when they are not.
if (process.env['RUNLINT_READER'] === 'full') setFastReading(false);

// Once this file is through: in the bundle, what is loaded on demand takes from it what both need.
queueMicrotask(async () => {
  process.exitCode = await runCli(process.argv.slice(2), processHost());
});
