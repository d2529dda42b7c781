import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { SetupFailure, say } from './sentences.mjs'

const PORTALS = ['producer-portal', 'end-user-portal']

/** Folders that the portals are bundled from, and the files in them that never reach a browser. */
const SOURCES = ['ui', 'sdk', 'formats', 'kernel', 'modules']
const SERVER_ONLY = [
  /\/node_modules$/,
  /\.test\.tsx?$/,
  /^kernel\/(db|testing)$/,
  /\/(store|services|reactions|resources|view|operations)\.ts$/,
  /\/operations\/[^/]+(?<!\.contract)\.ts$/,
]

/**
 * Builds each portal into `build/<portal>` when its sources are not those of the last build. A build is made aside and
 * put in place when it is complete, so that a failed one leaves the old. Throws SetupFailure.
 */
export async function providePortals(root, node) {
  const present = PORTALS.filter((portal) => existsSync(join(root, 'apps', portal, 'index.html')))
  if (present.length === 0) return
  const shared = hashOf(root, SOURCES)
  for (const portal of present) {
    const target = join(root, 'build', portal)
    const wanted = `${shared} ${hashOf(root, [`apps/${portal}`])}`
    if (readOrNull(join(target, '.stamp')) === wanted) continue
    buildPortal(root, node, portal, target)
    writeFileSync(join(target, '.stamp'), wanted)
  }
}

function buildPortal(root, node, portal, target) {
  const begin = Date.now()
  const fresh = `${target}.new-${process.pid}`
  try {
    mkdirSync(join(root, 'build'), { recursive: true })
  } catch (error) {
    throw new SetupFailure(
      `Cannot write to ${join(root, 'build')} (${error.code}); run as the owner of the checkout.`,
    )
  }
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const words = [
    vite,
    'build',
    join(root, 'apps', portal),
    '--outDir',
    fresh,
    '--emptyOutDir',
    '--logLevel',
    'warn',
  ]
  // A NODE_ENV of somebody else, such as that of a test runner, would bundle the slow development parts.
  const env = { ...process.env, NODE_ENV: 'production' }
  const run = spawnSync(node, words, { cwd: join(root, 'apps', portal), encoding: 'utf8', env })
  if (run.status !== 0) {
    rmSync(fresh, { recursive: true, force: true })
    process.stderr.write(`${run.stdout}${run.stderr}`)
    throw new SetupFailure(`The ${portal} does not build; the lines above say why.`)
  }
  rmSync(target, { recursive: true, force: true })
  renameSync(fresh, target)
  say(`Built the ${portal} in ${((Date.now() - begin) / 1000).toFixed(1)} s.`)
}

/** One figure for names and contents of all sources below the folders, and for the lock file. */
function hashOf(root, folders) {
  const hash = createHash('sha256').update(readFileSync(join(root, 'package-lock.json')))
  for (const folder of folders) {
    for (const path of filesBelow(root, folder))
      hash.update(`${path}\0`).update(readFileSync(join(root, path)))
  }
  return hash.digest('hex')
}

function filesBelow(root, folder) {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = `${folder}/${entry.name}`
      if (SERVER_ONLY.some((pattern) => pattern.test(path))) return []
      return entry.isDirectory() ? filesBelow(root, path) : entry.isFile() ? [path] : []
    })
}

function readOrNull(path) {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return null
  }
}
