import { implementLong, type LongContext, type Operation } from '@tallystick/kernel/operation/implement.ts'
import { consolidate, generate, GeneratorProblem, validate } from '../issuing/generator.ts'
import { generationTask, type GenerationTask } from '../issuing/generator-of.ts'
import type { Sealer } from '../keys/sealer.ts'
import { noteHold } from '../store/held-licenses-of-technologies.ts'
import { generateLicenses } from './held-licenses.contract.ts'

/**
 * The job between two commands: the activation took the copies and left the licenses on hold; here their generator is
 * asked, outside of every transaction, and then they are supplied, or refused with its reason. A generator that cannot
 * be asked leaves them on hold with the reason noted: nothing is lost, and the producer can have it asked again.
 */
export function generateLicensesWith(sealer: Sealer): Operation {
  return implementLong(generateLicenses, async (work, { fulfillments }) => {
    try {
      const task = await work.read((ctx) => generationTask(ctx, fulfillments, sealer))
      if (task === null) return { supplied: 0, rejected: 0, waiting: 0, problem: null }
      await work.progress(0, task.requests.length)
      const counts = await carry(work, task)
      await work.progress(task.requests.length, task.requests.length)
      return { ...counts, waiting: 0, problem: null }
    } catch (error) {
      if (!(error instanceof GeneratorProblem)) throw error
      await work.note((ctx) => noteHold(ctx, fulfillments, error.message))
      return { supplied: 0, rejected: 0, waiting: fulfillments.length, problem: error.message }
    }
  })
}

type Refusals = readonly { readonly fulfillmentId: string; readonly reason: string }[]

async function carry(work: LongContext, { generator, consolidates, requests, ids }: GenerationTask) {
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

  const joined = []
  if (consolidates) {
    for (const [hosts, members] of groups(good, licenses)) {
      const { files } = await consolidate(generator, hosts.split(' '), members)
      joined.push({ fulfillments: members.map((one) => ids.get(one.fulfillmentId)), files })
    }
  }
  if (licenses.length > 0) {
    await work.run('supply-licenses', {
      licenses: licenses.map(({ fulfillmentId, files }) => ({ fulfillment: fulfillmentId, files })),
      consolidated: joined,
    })
  }
  for (const reason of new Set(refusals.map((one) => one.reason))) {
    const own = refusals.filter((one) => one.reason === reason).map(({ fulfillmentId }) => fulfillmentId)
    await work.run('reject-held-licenses', { fulfillments: [...new Set(own)], reason })
  }
  return { supplied: licenses.length, rejected: refusals.length }
}

type Made = Parameters<typeof consolidate>[2]

/** Licenses that share their hosts, where there are several. */
function groups(requests: GenerationTask['requests'], licenses: Made): readonly [string, Made][] {
  const byHost = new Map<string, Made>()
  for (const { fulfillmentId, servers, nodeHosts } of requests) {
    const license = licenses.find((one) => one.fulfillmentId === fulfillmentId)
    if (!license) continue
    const hosts = [...(servers.length > 0 ? servers : nodeHosts)].join(' ')
    byHost.set(hosts, [...(byHost.get(hosts) ?? []), license])
  }
  return [...byHost].filter(([, members]) => members.length > 1)
}
