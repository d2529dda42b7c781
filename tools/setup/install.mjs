import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { SetupFailure, say } from './sentences.mjs'

/** The oldest Node that runs the sources. */
const NODE_MAJOR_MIN = 26

/**
 * Installs the packages of the lock file unless they are there, and returns the path of the Node to run with.
 *
 * A stamp in node_modules says which lock file and machine it was made for. An install made by hand is recognised by
 * npm's own list and only finished. Throws SetupFailure.
 */
export async function provideInstall(root) {
  const stamp = join(root, 'node_modules', '.tallystick-stamp')
  const wanted = stampOf(root)
  if (readOrNull(stamp) === wanted) return nodeOf(root)
  if (!isInstalledByHand(root)) await install(root)
  const node = nodeOf(root)
  finish(root, node)
  try {
    writeFileSync(stamp, wanted)
  } catch {
    say('node_modules belongs to another account, so the check is repeated at every start.')
  }
  return node
}

function stampOf(root) {
  const lock = readOrNull(join(root, 'package-lock.json'))
  if (lock === null) throw new SetupFailure('package-lock.json is missing; the checkout is not complete.')
  const machine = `${process.platform} ${process.arch} ${NODE_MAJOR_MIN}`
  return createHash('sha256').update(lock).update(machine).digest('hex')
}

/** True when npm's list of what it installed has every package of the lock file that this machine needs. */
function isInstalledByHand(root) {
  const installed = packagesIn(join(root, 'node_modules', '.package-lock.json'))
  const locked = packagesIn(join(root, 'package-lock.json'))
  if (installed === null || locked === null) return false
  return Object.entries(locked).every(([path, entry]) => {
    if (!path.startsWith('node_modules/')) return true
    if (entry.link) return existsSync(join(root, path))
    const found = installed[path]
    return found ? found.version === entry.version : entry.optional && !isForThisMachine(entry)
  })
}

/** Optional packages without a machine of their own belong to one that has; those may be absent. */
function isForThisMachine({ os, cpu, libc }) {
  if (!os && !cpu) return false
  if (os && !os.includes(process.platform)) return false
  if (cpu && !cpu.includes(process.arch)) return false
  return !libc || libc.includes(isGlibc() ? 'glibc' : 'musl')
}

function isGlibc() {
  return process.platform === 'linux' && Boolean(process.report?.getReport()?.header?.glibcVersionRuntime)
}

async function install(root) {
  try {
    mkdirSync(join(root, 'node_modules'), { recursive: true })
    accessSync(join(root, 'node_modules'), constants.W_OK)
  } catch {
    throw new SetupFailure(
      `Cannot write to ${root}; run as the owner of the checkout, or clone it to a folder of yours.`,
    )
  }
  say('Installing the packages of the lock file, once; this takes about half a minute.')
  const begin = Date.now()
  const words = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--no-progress', '--include=dev']
  const { code, output } = await runNpm(root, [...words, '--include=optional', '--loglevel=error'])
  if (code !== 0) throw new SetupFailure(reasonOf(output))
  say(`Installed in ${Math.round((Date.now() - begin) / 1000)} s.`)
}

/** npm tells where it is when it started us; a start by hand finds it on the path. */
function runNpm(root, words) {
  const npm = process.env.npm_execpath
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  return new Promise((resolve) => {
    const child = spawn(program, [...first, ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    child.stdout.on('data', (text) => (output += text))
    child.stderr.on('data', (text) => (output += text))
    child.on('error', (error) => resolve({ code: 1, output: String(error) }))
    child.on('close', (code) => resolve({ code, output }))
  })
}

function reasonOf(output) {
  if (/ENOENT.*npm|spawn npm/.test(output))
    return 'npm is not on the path; install Node with npm and try again.'
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET/.test(output)) {
    return 'The packages cannot be fetched: the npm registry is not reachable; connect and try again.'
  }
  if (/ENOSPC/.test(output)) return 'The disk is full; the packages need about 1 GB.'
  if (/EACCES|EPERM/.test(output)) return 'npm may not write here; run as the owner of the checkout.'
  const said = output.split('\n').filter((line) => /npm (error|ERR!)/.test(line))
  return `npm ci failed: ${
    said
      .slice(0, 3)
      .join(' ')
      .replaceAll(/npm (error|ERR!) /g, '')
      .trim() || output.trim()
  }`
}

/** The pinned Node, or the machine's own where none is packaged and it is new enough. */
function nodeOf(root) {
  const pinned = join(root, 'node_modules', '.bin', 'node')
  if (existsSync(pinned)) return pinned
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN) return process.execPath
  throw new SetupFailure(
    `No Node ${NODE_MAJOR_MIN} is packaged for ${process.platform}-${process.arch}; install it and try again.`,
  )
}

/** What the packages' own install scripts would have done; they are switched off. */
function finish(root, node) {
  const run = spawnSync(node, [join(root, 'tools', 'setup', 'after-install.ts')], { encoding: 'utf8' })
  if (run.status !== 0) {
    const why = run.error ? run.error.message : (run.stderr.trim().split('\n').pop() ?? '')
    throw new SetupFailure(`The packages are installed but not ready: ${why}`)
  }
}

function packagesIn(path) {
  const text = readOrNull(path)
  return text === null ? null : (JSON.parse(text).packages ?? null)
}

function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
