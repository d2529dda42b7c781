import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** How a step ended. A check that is not made of tests counts as one. */
export interface Outcome {
  readonly passed: number
  readonly failed: number
}

/** Adds outcomes up. */
export function total(outcomes: readonly Outcome[]): Outcome {
  return {
    passed: outcomes.reduce((sum, outcome) => sum + outcome.passed, 0),
    failed: outcomes.reduce((sum, outcome) => sum + outcome.failed, 0),
  }
}

/** Runs one program of the packages as one check: green when it exits with 0. */
export async function check(title: string, program: string, words: readonly string[]): Promise<Outcome> {
  heading(title)
  const code = await run(program, words)
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 }
}

/** Runs a script of ours, on the Node that runs us, as one check. */
export function script(title: string, path: string, words: readonly string[] = []): Promise<Outcome> {
  return check(title, process.execPath, [join(ROOT, path), ...words])
}

/** Type check, lint, and the comparison of generated files with their generator. */
export async function checkSources(): Promise<Outcome[]> {
  const outcomes = [
    await check('types', 'tsc', ['--noEmit', '-p', 'tsconfig.json']),
    await check('lint', 'oxlint', ['--quiet']),
  ]
  if (existsSync(join(ROOT, 'tools', 'gen.ts'))) {
    outcomes.push(await script('generated files', 'tools/gen.ts', ['--check']))
  }
  return outcomes
}

/** Runs one project of `vitest.config.ts`, counted by its own report. A runner that breaks counts as one failure. */
export async function tests(project: string, words: readonly string[] = []): Promise<Outcome> {
  heading(`${project} tests`)
  const folder = mkdtempSync(join(tmpdir(), 'tallystick-report-'))
  const report = join(folder, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
    const code = await run('vitest', ['run', '--project', project, ...reporters, ...words])
    return countIn(report, code)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Report {
  readonly numPassedTests: number
  readonly numFailedTests: number
  readonly testResults: readonly {
    readonly status: string
    readonly assertionResults: readonly { status: string }[]
  }[]
}

function countIn(report: string, code: number): Outcome {
  if (!existsSync(report)) return { passed: 0, failed: code === 0 ? 0 : 1 }
  const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as Report
  // A file that could not be read at all has failed without any failed test in it.
  const brokenFiles = testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = numFailedTests + brokenFiles
  return { passed: numPassedTests, failed: code !== 0 && failed === 0 ? 1 : failed }
}

function run(program: string, words: readonly string[]): Promise<number> {
  const bin = join(ROOT, 'node_modules', '.bin')
  const path = program.includes('/') ? program : join(bin, program)
  const env = { ...process.env, PATH: `${bin}:${process.env.PATH ?? ''}` }
  return new Promise((resolve) => {
    const child = spawn(path, words, { cwd: ROOT, stdio: ['ignore', 'inherit', 'inherit'], env })
    child.on('error', (error) => {
      console.log(`${program} cannot be run: ${error.message}`)
      resolve(1)
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

/** Names the step that follows. */
export function heading(title: string): void {
  console.log(`\n== ${title}`)
}

/** Ends a run with the plain line that people and machines look for. */
export function finish(outcomes: readonly Outcome[]): void {
  const { passed, failed } = total(outcomes)
  console.log(`\n${passed} passed, ${failed} failed`)
  process.exitCode = failed > 0 || passed === 0 ? 1 : 0
}
