import { Refused } from '@tallystick/kernel/errors/problems.ts'
import { importFileNow } from '@tallystick/kernel/import/run-file.ts'
import { randomGroups } from '@tallystick/kernel/ids-time/crockford.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { loadSample } from '../../examples/gearwright/load.ts'
import type { Config } from './config.ts'
import type { House } from './house.ts'
import { activateSample } from './sample-activations.ts'
import { keepSignIns, readSignIns, type SignInHint } from './sign-ins.ts'

/**
 * Fills an empty installation with the producer Gearwright, through the same operations that anybody has: the
 * imports for catalog, accounts and orders, then activations. Tells on the console how far it is. After an
 * interruption it may simply run again: what is there stays.
 */
export async function fillWithSample(house: House, config: Config, tenantId: string): Promise<void> {
  console.log('Filling the empty database with the sample producer Gearwright.')
  const call = { tenantId, caller: { principal: systemPrincipal(tenantId, 'Sample data') } }
  await loadSample(
    async ({ file, ...rest }, bytes) => {
      const view = await importFileNow(house.pipeline, call, { ...rest, fileName: file, bytes })
      return view.figures
    },
    (sentence) => console.log(`  ${sentence}`),
  )
  await nameProducer(house, tenantId)
  console.log(`  licenses: ${await activateSample(house, tenantId)} activations`)
  keepSignIns(config, [...readSignIns(config), ...(await givePasswords(house, tenantId))])
}

/** How the sample's portals look: `set-setting` by name. */
const LOOK = {
  'branding.producer-name': 'Gearwright',
  'branding.logo-text': 'Gearwright',
  'branding.accent-colour': '#0f766e',
} as const

async function nameProducer(house: House, tenantId: string): Promise<void> {
  const call = { tenantId, caller: { principal: systemPrincipal(tenantId, 'Sample data') } }
  for (const [name, value] of Object.entries(LOOK))
    await house.pipeline.run('set-setting', { name, value }, call)
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
    if (await isLinkUsed(house, tenantId, token, password)) {
      signIns.push({ who, portal: 'end-user', userName, password })
    }
  }
  return signIns
}

/** False when an interrupted start has used the link already: that person needs another one. */
async function isLinkUsed(
  house: House,
  tenantId: string,
  token: string,
  newPassword: string,
): Promise<boolean> {
  try {
    const call = { tenantId, caller: { credential: null } }
    await house.pipeline.run('use-password-link', { token, newPassword }, call)
    return true
  } catch (error) {
    if (error instanceof Refused) return false
    throw error
  }
}

/** The token in a kept welcome mail; null where mails are sent, or when there is none within ten seconds. */
async function welcomeToken(house: House, tenantId: string, userName: string): Promise<string | null> {
  const call = { tenantId, caller: { principal: systemPrincipal(tenantId, 'Sample data') } }
  for (let tries = 0; tries < 100; tries += 1) {
    const { rows } = (await house.pipeline.run(
      'list-mails',
      { where: [`to.contains:${userName}`] },
      call,
    )) as {
      rows: { id: string }[]
    }
    const [mail] = rows
    if (mail) {
      const { bodyText } = (await house.pipeline.run('get-mail', { mail: mail.id }, call)) as {
        bodyText: string
      }
      return /token=([\w-]+)/.exec(bodyText)?.[1] ?? null
    }
    await new Promise((wake) => setTimeout(wake, 100))
  }
  return null
}
