import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { inTransaction } from '@tallystick/kernel/db/transaction.ts'
import { appendPiece, completeUpload } from '@tallystick/kernel/import/uploads.ts'
import { randomGroups } from '@tallystick/kernel/ids-time/crockford.ts'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from './config.ts'
import { keepSignIns, readSignIns, type SignInHint } from './first-start.ts'
import type { House } from './house.ts'
import { activateSample } from './sample-activations.ts'

/** Files of the sample producer, in the order in which they stand on each other. */
const FILES = [
  { file: 'catalog.json', importName: 'catalog', format: 'json' },
  { file: 'accounts.csv', importName: 'accounts', format: 'csv', recordKind: 'accounts' },
  { file: 'account-links.csv', importName: 'accounts', format: 'csv', recordKind: 'account-links' },
  { file: 'account-relations.csv', importName: 'accounts', format: 'csv', recordKind: 'account-relations' },
  { file: 'users.csv', importName: 'accounts', format: 'csv', recordKind: 'users' },
  { file: 'orders.csv', importName: 'entitlements', format: 'csv', recordKind: 'entitlements' },
] as const

/** Bytes of one stored piece. */
const PIECE_BYTES = 1024 * 1024

/**
 * Fills an empty installation with the producer Gearwright, through the same operations that anybody has: the
 * imports for catalog, accounts and orders, then activations. Tells on the console how far it is.
 */
export async function loadSample(house: House, config: Config, tenantId: string, root: string): Promise<void> {
  console.log('Filling the empty database with the sample producer Gearwright.')
  for (const one of FILES) {
    const figures = await importFile(house, tenantId, join(root, 'examples/gearwright', one.file), one)
    console.log(`  ${one.file.padEnd(24)} ${figures}`)
  }
  const count = await activateSample(house, tenantId)
  console.log(`  ${'licenses'.padEnd(24)} ${count} activations`)
  keepSignIns(config, [...readSignIns(config), ...(await givePasswords(house, tenantId))])
}

async function importFile(house: House, tenantId: string, path: string, file: (typeof FILES)[number]): Promise<string> {
  const { pipeline, pool } = house
  const call = { tenantId, caller: { principal: systemPrincipal(tenantId, 'Sample data') } }
  const upload = { fileName: file.file, mediaType: 'application/octet-stream' }
  const { uploadId } = (await pipeline.run('upload-file', upload, call)) as { uploadId: string }
  const bytes = await readFile(path)
  await inTransaction(pool, tenantId, async (tx) => {
    for (let at = 0, number = 0; at < bytes.length; at += PIECE_BYTES, number += 1) {
      await appendPiece(tx, tenantId, uploadId, number, bytes.subarray(at, at + PIECE_BYTES))
    }
    await completeUpload(tx, tenantId, uploadId, bytes.length)
  })
  const { file: _file, ...rest } = file
  const { jobId } = (await pipeline.run('run-import', { ...rest, uploadId }, call)) as { jobId: string }
  return waitFor(house, tenantId, jobId)
}

/** Follows the import like a person would, and gives its figures in words. */
async function waitFor(house: House, tenantId: string, jobId: string): Promise<string> {
  const call = { tenantId, caller: { principal: systemPrincipal(tenantId, 'Sample data') } }
  for (;;) {
    const state = (await house.pipeline.run('get-import', { import: jobId }, call)) as {
      state: string
      problem: string | null
      figures: Readonly<Record<string, number>>
    }
    if (state.state === 'failed') throw new Error(`The sample could not be imported: ${state.problem}`)
    if (state.state === 'done') {
      const parts = Object.entries(state.figures).filter(([, count]) => count > 0)
      return parts.map(([outcome, count]) => `${count} ${outcome}`).join(', ')
    }
    await new Promise((wake) => setTimeout(wake, 100))
  }
}

/** Sample people with a printed sign-in: each uses the link of the own welcome mail, as anybody would. */
const PEOPLE = [
  { userName: 'jonas.rosmarin@northwindmill.example', who: 'Northwind Mill (customer)' },
  { userName: 'anselm.pellworm@harborsupply.example', who: 'Harbor Supply (distributor)' },
] as const

async function givePasswords(house: House, tenantId: string): Promise<SignInHint[]> {
  const signIns: SignInHint[] = []
  for (const { userName, who } of PEOPLE) {
    const token = await welcomeToken(house, tenantId, userName)
    if (token === null) continue
    const password = randomGroups(4)
    const call = { tenantId, caller: { credential: null } }
    await house.pipeline.run('use-password-link', { token, newPassword: password }, call)
    signIns.push({ who, portal: 'end-user', userName, password })
  }
  return signIns
}

/** The token in a kept welcome mail; null when there is none within ten seconds. */
async function welcomeToken(house: House, tenantId: string, userName: string): Promise<string | null> {
  const call = { tenantId, caller: { principal: systemPrincipal(tenantId, 'Sample data') } }
  for (let tries = 0; tries < 100; tries += 1) {
    const { rows } = (await house.pipeline.run('list-mails', { where: [`to.contains:${userName}`] }, call)) as {
      rows: { id: string }[]
    }
    const [mail] = rows
    if (mail) {
      const { bodyText } = (await house.pipeline.run('get-mail', { mail: mail.id }, call)) as { bodyText: string }
      return /token=([\w-]+)/.exec(bodyText)?.[1] ?? null
    }
    await new Promise((wake) => setTimeout(wake, 100))
  }
  return null
}
