import { getImportTemplate } from '@tallystick/kernel/import/get-import-template.contract.ts'
import { listImportKinds } from '@tallystick/kernel/import/list-import-kinds.contract.ts'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { CliFailure } from '../failure.ts'
import { openServer, type ServerChoice } from '../server-connection.ts'
import { recordText, tableText } from '../show.ts'
import type { Terminal } from '../terminal.ts'

/** Choices of `tally templates`. */
export interface TemplatesChoice extends ServerChoice {
  readonly kind?: string
  readonly to?: string
  readonly json?: boolean
}

/** Prints the template of one kind, writes those of all kinds, or says which kinds there are. */
export async function showTemplates(
  terminal: Terminal,
  what: string,
  choice: TemplatesChoice,
): Promise<void> {
  const api = openServer(terminal, choice)
  if (choice.kind !== undefined && choice.to === undefined) {
    const template = await api.call(getImportTemplate, { importName: what, recordKind: choice.kind })
    return terminal.out(choice.json ? `${JSON.stringify(template, null, 2)}\n` : template.text)
  }
  const { imports } = await api.call(listImportKinds, {})
  const found = imports.find(({ name }) => name === what)
  if (!found) {
    throw new CliFailure(
      `There is no import "${what}".`,
      `Known are ${imports.map(({ name }) => name).join(', ')}.`,
    )
  }
  if (choice.to === undefined) {
    if (choice.json) return terminal.out(`${JSON.stringify(found, null, 2)}\n`)
    return terminal.out(kindsText(terminal, found))
  }
  await mkdir(choice.to, { recursive: true })
  for (const { kind } of found.recordKinds.filter(
    (one) => choice.kind === undefined || one.kind === choice.kind,
  )) {
    const { fileName, text } = await api.call(getImportTemplate, { importName: what, recordKind: kind })
    const path = join(choice.to, basename(fileName))
    await writeFile(path, text)
    terminal.out(`${path}\n`)
  }
}

type ImportKind = (typeof listImportKinds)['output']['_zod']['output']['imports'][number]

function kindsText(terminal: Terminal, found: ImportKind): string {
  const columns = [
    { key: 'name', label: 'Column' },
    { key: 'type', label: 'Type' },
    { key: 'isRequired', label: 'Needed' },
    { key: 'help', label: 'Meaning' },
  ]
  const kinds = found.recordKinds.map(({ kind, help, columns: rows }) => {
    return `${recordText({ [kind]: help })}${tableText(columns, rows, terminal.columns)}`
  })
  return kinds.join('\n')
}
