import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './steps.ts'

// The back office, started again when a source changes, and the portals, built again when theirs change: the back
// office serves what is in `build/`, so one address shows everything. Ctrl-C ends all of them.
const children: ChildProcess[] = []

for (const portal of ['producer-portal', 'end-user-portal']) {
  const source = join(ROOT, 'apps', portal)
  if (!existsSync(join(source, 'index.html'))) continue
  const words = ['build', source, '--watch', '--outDir', join(ROOT, 'build', portal), '--emptyOutDir']
  start(join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js'), [...words, '--logLevel', 'warn'])
}
const watched = ['apps/back-office', 'kernel', 'formats', 'modules', 'transports'].flatMap((folder) => [
  `--watch-path=${join(ROOT, folder)}`,
])
start(
  ...watched,
  '--watch-preserve-output',
  join(ROOT, 'apps', 'back-office', 'main.ts'),
  process.argv.slice(2),
)

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => children.forEach((child) => child.kill('SIGTERM')))
}

function start(...words: (string | string[])[]): void {
  const child = spawn(process.execPath, words.flat(), { stdio: 'inherit', cwd: ROOT })
  children.push(child)
  child.on('exit', (code) => {
    process.exitCode ||= code ?? 0
    children.forEach((other) => other.kill('SIGTERM'))
  })
}
