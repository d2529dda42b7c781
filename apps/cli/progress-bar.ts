import { Presets, SingleBar } from 'cli-progress'
import type { Terminal } from './terminal.ts'

/** A bar that shows how far work is. */
export interface ProgressBar {
  update(done: number, total?: number): void
  stop(): void
}

/** A bar on the terminal of a person; nothing at all where nobody watches. */
export function progressBar(terminal: Terminal, title: string, total: number, unit: string): ProgressBar {
  if (!terminal.isWatched) return { update: () => undefined, stop: () => undefined }
  const bar = new SingleBar(
    {
      format: `${title} {bar} {percentage}% {value}/{total} ${unit}`,
      clearOnComplete: true,
      hideCursor: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  )
  bar.start(total, 0)
  return {
    update: (done, newTotal) => {
      if (newTotal !== undefined) bar.setTotal(newTotal)
      bar.update(done)
    },
    stop: () => bar.stop(),
  }
}
