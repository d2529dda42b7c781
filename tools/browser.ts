import { spawnSync } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome-stable', 'google-chrome']
const MAC = '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'

/** What `TALLYSTICK_BROWSER` says to leave the browser tests out on purpose. */
export const NO_BROWSER = 'none'

/**
 * Path of the Chromium for the browser tests: `TALLYSTICK_BROWSER`, or the first one on the path. Null when there is
 * none, or when `TALLYSTICK_BROWSER` is `none`.
 */
export function findBrowser(): string | null {
  const chosen = process.env.TALLYSTICK_BROWSER
  if (chosen === NO_BROWSER) return null
  if (chosen) return isProgram(chosen) ? chosen : null
  const folders = (process.env.PATH ?? '').split(delimiter).concat('/usr/bin', '/usr/local/bin', '/snap/bin')
  const places = folders.flatMap((folder) => NAMES.map((name) => join(folder, name)))
  return [...places, MAC].find(isProgram) ?? null
}

/** Launch options for playwright-core's `chromium.launch`. Root may only run Chromium without its sandbox. */
export function browserLaunch(): { executablePath: string; args: string[] } {
  const executablePath = findBrowser()
  if (executablePath === null) throw new Error(HOW_TO_GET_ONE)
  return { executablePath, args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] }
}

/** The one line for who has no browser. */
export const HOW_TO_GET_ONE =
  'No Chromium found: install it (Debian: apt-get install chromium), or name one in TALLYSTICK_BROWSER, ' +
  'or leave the browser tests out with TALLYSTICK_BROWSER=none.'

/** Finds a browser, or installs Debian's when we are root and have apt. Null when there is none in the end. */
export function provideBrowser(): string | null {
  const found = findBrowser()
  if (found !== null || process.env.TALLYSTICK_BROWSER) return found
  if (process.getuid?.() !== 0 || !isProgram('/usr/bin/apt-get')) return null
  console.log("Installing Debian's chromium for the browser tests, once.")
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  for (const words of [
    ['update'],
    ['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-dejavu-core'],
  ]) {
    const run = spawnSync('apt-get', ['--quiet', ...words], { env, encoding: 'utf8' })
    if (run.status !== 0) {
      console.log(`apt-get ${words[0]} failed: ${run.stderr.trim().split('\n').pop()}`)
      if (words[0] === 'install') return null
    }
  }
  return findBrowser()
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
