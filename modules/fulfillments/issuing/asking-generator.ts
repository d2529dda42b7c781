import { Refused } from '@tallystick/kernel/errors/problems.ts'
import type { LongContext } from '@tallystick/kernel/operation/implement.ts'
import { HELD_TOGETHER_MAX } from '../rules/held-licenses.ts'
import {
  consolidate,
  generate,
  GeneratorProblem,
  validate,
  type GeneratedFiles,
  type LicenseRequest,
} from './generator.ts'
import type { GenerationTask } from './generator-of.ts'

/** What became of licenses whose generator was asked. */
export interface GenerationCounts {
  readonly supplied: number
  readonly rejected: number
}

type Refusals = readonly { readonly fulfillmentId: string; readonly reason: string }[]

/**
 * Asks the generator for licenses and carries its answers out: they are supplied, or refused with its reasons. Throws
 * GeneratorProblem when it cannot be asked; then all of them still wait. Null when a person was faster with one of
 * them: then it has to be looked anew what waits.
 */
export async function askGenerator(
  work: LongContext,
  task: GenerationTask,
  joins: boolean,
): Promise<GenerationCounts | null> {
  const { generator, requests, ids } = task
  const { refused } = await validate(generator, requests)
  const good = requests.filter(
    ({ fulfillmentId }) => !refused.some((one) => one.fulfillmentId === fulfillmentId),
  )
  const made = good.length === 0 ? { licenses: [], refused: [] } : await generate(generator, good)
  const refusals: Refusals = [...refused, ...made.refused].filter(({ fulfillmentId }) =>
    ids.has(fulfillmentId),
  )
  const licenses = made.licenses.filter(
    ({ fulfillmentId }) =>
      ids.has(fulfillmentId) && !refusals.some((one) => one.fulfillmentId === fulfillmentId),
  )
  const missing = requests.length - new Set([...licenses, ...refusals].map((one) => one.fulfillmentId)).size
  if (missing > 0) throw new GeneratorProblem(`The generator said nothing about ${missing} of the licenses.`)
  const joined = joins && task.consolidates ? await joinAll(task, good, licenses) : []
  try {
    await supplyAll(work, task, licenses, joined)
    await rejectAll(work, refusals)
  } catch (error) {
    if (error instanceof Refused && error.refusal.code === 'license-not-on-hold') return null
    throw error
  }
  return { supplied: licenses.length, rejected: refusals.length }
}

interface Joined {
  readonly members: readonly GeneratedFiles[]
  readonly files: GeneratedFiles['files']
}

async function joinAll(
  { generator }: GenerationTask,
  requests: readonly LicenseRequest[],
  licenses: readonly GeneratedFiles[],
): Promise<readonly Joined[]> {
  const joined: Joined[] = []
  for (const { hosts, members } of sharingHosts(requests, licenses)) {
    const { files } = await consolidate(generator, hosts, members)
    joined.push({ members, files })
  }
  return joined
}

/** In steps of 400 licenses; those that are joined stand in one step. */
async function supplyAll(
  work: LongContext,
  { ids }: GenerationTask,
  licenses: readonly GeneratedFiles[],
  joined: readonly Joined[],
): Promise<void> {
  const rest = new Set(licenses)
  for (const { members } of joined) for (const one of members) rest.delete(one)
  const parts = [...joined.map(({ members }) => members), ...[...rest].map((one) => [one])]
  let step: GeneratedFiles[] = []
  const supply = async () => {
    if (step.length === 0) return
    const files = joined.filter(({ members }) => members.every((one) => step.includes(one)))
    await work.run('supply-licenses', {
      licenses: step.map((one) => ({ fulfillment: one.fulfillmentId, files: one.files })),
      consolidated: files.map((one) => ({
        fulfillments: one.members.map(({ fulfillmentId }) => ids.get(fulfillmentId)),
        files: one.files,
      })),
    })
    step = []
  }
  for (const members of parts) {
    if (step.length + members.length > HELD_TOGETHER_MAX) await supply()
    step.push(...members)
  }
  await supply()
}

async function rejectAll(work: LongContext, refusals: Refusals): Promise<void> {
  for (const reason of new Set(refusals.map((one) => one.reason))) {
    const own = refusals.filter((one) => one.reason === reason).map(({ fulfillmentId }) => fulfillmentId)
    const all = [...new Set(own)]
    for (let from = 0; from < all.length; from += HELD_TOGETHER_MAX) {
      const fulfillments = all.slice(from, from + HELD_TOGETHER_MAX)
      await work.run('reject-held-licenses', { fulfillments, reason })
    }
  }
}

/** Licenses of one account that share their hosts, where there are several; short ones stand for themselves. */
function sharingHosts(requests: readonly LicenseRequest[], licenses: readonly GeneratedFiles[]) {
  const groups = new Map<string, { readonly hosts: readonly string[]; readonly members: GeneratedFiles[] }>()
  for (const { fulfillmentId, account, servers, nodeHosts, issuedAs } of requests) {
    const license = licenses.find((one) => one.fulfillmentId === fulfillmentId)
    if (!license || issuedAs !== 'master') continue
    const hosts = servers.length > 0 ? servers : nodeHosts.toSorted()
    const key = JSON.stringify([account.id, servers.length > 0, hosts])
    const group = groups.get(key)
    if (group) group.members.push(license)
    else groups.set(key, { hosts, members: [license] })
  }
  return [...groups.values()].filter(({ members }) => members.length > 1)
}
