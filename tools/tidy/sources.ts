import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { ROOT } from '../steps.ts'

/** A source file of the project: its path from the root and its text. */
export interface Source {
  readonly path: string
  readonly text: string
  readonly lines: readonly string[]
}

const FOLDERS = ['kernel', 'formats', 'modules', 'transports', 'ui', 'sdk', 'apps', 'tools', 'e2e', 'db']
const LEFT_OUT = new Set(['node_modules', 'build', 'dist'])

/** All files with one of the endings, read once. */
export function sources(...endings: readonly string[]): readonly Source[] {
  return FOLDERS.flatMap((folder) => walk(join(ROOT, folder)))
    .filter((path) => endings.some((ending) => path.endsWith(ending)))
    .map((path) => {
      const text = readFileSync(path, 'utf8')
      return { path: relative(ROOT, path), text, lines: text.split('\n') }
    })
}

/** Paths of all files below a folder; none when it does not exist. */
export function walk(folder: string): string[] {
  let names: string[]
  try {
    names = readdirSync(folder)
  } catch {
    return []
  }
  return names
    .filter((name) => !LEFT_OUT.has(name))
    .flatMap((name) => {
      const path = join(folder, name)
      return statSync(path).isDirectory() ? walk(path) : [path]
    })
}

/** Whether a file is a test or belongs to tests. */
export function isTest(path: string): boolean {
  return /\.test\.tsx?$|-cast\.ts$|(^|\/)(testing|e2e)\//.test(path)
}
