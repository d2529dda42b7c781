import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { ROOT } from '../steps.ts'
import type { Figure } from './table.ts'

/** Largest first load of a portal, in kB of compressed JavaScript. */
const FIRST_LOAD_MAX_KB = 250

/** What a browser loads before it shows the first page: the scripts that the portal's page itself names. */
export function portalFigures(): Figure[] {
  return ['producer-portal', 'end-user-portal'].flatMap((portal) => {
    const page = join(ROOT, 'build', portal, 'index.html')
    if (!existsSync(page)) {
      console.log(`The ${portal} is not built, so its size is left out; npm start builds it.`)
      return []
    }
    const ours = bytesOf(page) / 1000
    const target = { max: FIRST_LOAD_MAX_KB }
    return [
      { name: `${portal}: JavaScript of the first load, gzipped`, ours, limit: null, target, unit: 'kB' },
    ]
  })
}

/** Addresses in the page begin with the portal's own place on the server, which is the folder of the build. */
function bytesOf(page: string): number {
  const folder = dirname(page)
  const named = [...readFileSync(page, 'utf8').matchAll(/(?:src|href)="([^"]+\.js)"/g)].map(
    (match) => match[1] ?? '',
  )
  const files = named.map((address) => join(folder, address.replace(/^\/[^/]+\//, '')))
  return [...new Set(files)].reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0)
}
