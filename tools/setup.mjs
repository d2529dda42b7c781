// What `npm start`, `npm test` and the other commands run first. Plain JavaScript for Node 18 and later, because the
// machine's own Node runs it: it installs what is missing, builds the portals when their sources changed, and hands
// over to the Node that the project pins. Usage: node tools/setup.mjs <command> [arguments]
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { constants } from 'node:os'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { provideInstall } from './setup/install.mjs'
import { SetupFailure, say } from './setup/sentences.mjs'
import { providePortals } from './setup/portals.mjs'

/** The program behind each command, and whether it shows the portals. */
const COMMANDS = {
  start: { program: 'apps/back-office/main.ts', portals: true },
  test: { program: 'tools/test.ts', portals: true },
  e2e: { program: 'tools/e2e.ts', portals: true },
  dev: { program: 'tools/dev.ts', portals: false },
  check: { program: 'tools/check.ts', portals: false },
  bench: { program: 'tools/bench.ts', portals: false },
  battery: { program: 'tools/battery.ts', portals: false },
  gen: { program: 'tools/gen.ts', portals: false },
  tally: { program: 'apps/cli/main.ts', portals: false },
}

const root = dirname(dirname(fileURLToPath(import.meta.url)))

try {
  const [name = 'start', ...rest] = process.argv.slice(2)
  const command = COMMANDS[name]
  if (!command)
    throw new SetupFailure(`There is no command "${name}"; known are ${Object.keys(COMMANDS).join(', ')}.`)
  const node = await provideInstall(root)
  if (!existsSync(join(root, command.program))) {
    throw new SetupFailure(`"${name}" is not part of this checkout: ${command.program} is missing.`)
  }
  if (command.portals) await providePortals(root, node)
  handOver(node, [join(root, command.program), ...rest])
} catch (error) {
  if (!(error instanceof SetupFailure)) throw error
  say(error.message)
  process.exitCode = 1
}

/** Runs the program in our place: same input and output, signals passed on, its exit code ours. */
function handOver(node, words) {
  // The pinned Node keeps what it compiled: reading some hundred sources is most of a start.
  const NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE ?? join(root, 'node_modules', '.cache', 'node')
  const env = { ...process.env, PATH: pathWith(node), NODE_COMPILE_CACHE }
  const child = spawn(node, words, { stdio: 'inherit', env })
  for (const signal of ['SIGTERM', 'SIGHUP', 'SIGQUIT', 'SIGINT']) {
    process.on(signal, () => {
      // The terminal sends Ctrl-C to both of us; a second one would mean "at once".
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal)
    })
  }
  child.on('error', (error) => {
    say(`The pinned Node does not run here (${error.message}).`)
    process.exitCode = 1
  })
  child.on('exit', (code, signal) => {
    process.exit(signal ? 128 + (constants.signals[signal] ?? 0) : (code ?? 1))
  })
}

/** Programs started further down (compiler, linter, test runner) find the pinned Node first. */
function pathWith(node) {
  return `${join(root, 'node_modules', '.bin')}:${dirname(node)}:${process.env.PATH ?? ''}`
}
