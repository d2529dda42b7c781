import { isTest, type Source } from './sources.ts'

/** Rooms from left to right: a room may call those before it, never those after it. */
const ROOMS = [
  'settings',
  'accounts',
  'catalog',
  'entitlements',
  'hosts',
  'fulfillments',
  'access',
  'notices',
]

/** What of a room others may import, by file inside the room. */
const OPEN =
  /^(model|contracts|services|operations|reactions|registry|definitions|credential|first-tenant|permissions)\.ts$|^(rules|imports|keys)\/|\.contract\.ts$/

/** Files that a source imports, as they are written. */
export function importsOf(source: Source): string[] {
  return [...source.text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '')
}

/** The place of a file in the house: the room for modules, else the first folder. */
export function placeOf(path: string): string {
  const [first, second] = path.split('/')
  return first === 'modules' ? (second ?? '') : (first ?? '')
}

/** Why an import is not allowed, or null. */
export function wrongImport(from: string, target: string): string | null {
  const match = /^@tallystick\/([a-z-]+)\/(.+)$/.exec(target)
  if (!match) return relativeOutside(from, target)
  const [, name = '', file = ''] = match
  const room = placeOf(from)
  if (from.startsWith('kernel/')) return name === 'kernel' ? null : 'the kernel imports nothing of ours'
  if (from.startsWith('formats/'))
    return name === 'kernel' || name.startsWith('license-') ? null : 'formats stand alone'
  if (!ROOMS.includes(name)) return null
  if (isTest(from)) return null
  if (from.startsWith('ui/') || from.includes('-portal/')) return browserSafe(file)
  if (from.startsWith('transports/')) return 'transports know contracts only through the pipeline'
  if (!from.startsWith('modules/') || name === room) return null
  if (!OPEN.test(file)) return `${file} is inside the room ${name}`
  if (room === 'notices') return null
  return ROOMS.indexOf(name) < ROOMS.indexOf(room) ? null : `${name} stands to the right of ${room}`
}

/** Pages see contracts, models, rules and imports' descriptions; never stores, services or handlers. */
function browserSafe(file: string): string | null {
  return /(^|\/)(contracts|model|permissions|registry|definitions)\.ts$|\.contract\.ts$|^rules\/|refusals\.ts$/.test(
    file,
  )
    ? null
    : 'pages are clients of the API'
}

function relativeOutside(from: string, target: string): string | null {
  if (!target.startsWith('.')) return null
  const depth = from.split('/').length - 1
  const ups = target.split('/').filter((part) => part === '..').length
  const isRoom = /^(modules|formats)\//.test(from)
  return isRoom && ups >= depth - 1 ? 'leave a room by its package name' : null
}
