import { gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

/** JavaScript of the first page, in bytes after gzip, that a portal may not exceed. */
const FIRST_LOAD_MAX_BYTES = 250 * 1024

/**
 * Measures what a browser must fetch before it shows the first page: the entry and everything that it imports
 * at once. Prints the figure, and fails the build beyond the limit.
 */
export function measureFirstLoad(): Plugin {
  return {
    name: 'tallystick-first-load',
    apply: 'build',
    generateBundle(_options, bundle) {
      const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry)
      const names = new Set<string>()
      const collect = (name: string) => {
        const file = bundle[name]
        if (!file || file.type !== 'chunk' || names.has(name)) return
        names.add(name)
        file.imports.forEach(collect)
      }
      if (entry) collect(entry.fileName)
      let bytes = 0
      for (const name of names) {
        const file = bundle[name]
        if (file?.type === 'chunk') bytes += gzipSync(file.code).length
      }
      const text = `First load: ${Math.round(bytes / 1024)} kB of JavaScript (gzip) in ${names.size} files.`
      if (bytes > FIRST_LOAD_MAX_BYTES) this.error(`${text} At most ${FIRST_LOAD_MAX_BYTES / 1024} kB are allowed.`)
      else this.info(text)
    },
  }
}
