import { existsSync, readdirSync, readFileSync } from 'node:fs'

/** Ticks per second of the figures in /proc, the same on every Linux. */
const TICKS = 100

interface Times {
  readonly parent: number
  /** Processor time of the process itself, and of its children that have ended, in seconds. */
  readonly own: number
  readonly ended: number
}

/**
 * Processor time in seconds that a process, its living children and its ended children have used. Unlike what a
 * clock says, it does not grow when other programs keep the machine busy. Null where there is no /proc.
 */
export function processorSeconds(pid: number): number | null {
  if (!existsSync('/proc/self/stat')) return null
  const root = timesOf(pid)
  if (!root) return null
  const children = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((name) => timesOf(Number(name)))
    .filter((times) => times?.parent === pid)
  return (
    root.own + root.ended + children.reduce((sum, times) => sum + (times ? times.own + times.ended : 0), 0)
  )
}

/** Processor time of the children of this process that have ended, in seconds. */
export function endedChildrenSeconds(): number | null {
  return existsSync('/proc/self/stat') ? (timesOf(process.pid)?.ended ?? null) : null
}

function timesOf(pid: number): Times | null {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ').map(Number) ?? []
    const [, parent = 0] = fields
    const seconds = (at: number) => (fields[at] ?? 0) / TICKS
    return { parent, own: seconds(11) + seconds(12), ended: seconds(13) + seconds(14) }
  } catch {
    return null
  }
}
