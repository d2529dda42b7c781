#!/usr/bin/env node
// The command line, `npx tally`: the same way to the pinned Node as all commands, see tools/setup.mjs.
process.argv.splice(2, 0, 'tally')
await import('../../tools/setup.mjs')
