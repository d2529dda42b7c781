import { setPassword } from '@tallystick/access/services.ts'
import { ensureTenant, prepareTenant } from '@tallystick/accounts/first-tenant.ts'
import { sealerOf } from '@tallystick/fulfillments/keys/sealer.ts'
import { randomGroups } from '@tallystick/kernel/ids-time/crockford.ts'
import { openAppPool } from '@tallystick/kernel/db/transaction.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { buildPipeline } from '@tallystick/kernel/operation/run.ts'
import pg from 'pg'
import type { Config } from './config.ts'
import { masterKey } from './master-key.ts'
import { backOfficeOperations } from './operations.ts'
import { keepSignIns, notedPassword, notePassword, readSignIns, type SignInHint } from './sign-ins.ts'

/** What the first start found or made. */
export interface FirstStart {
  readonly tenantId: string
  /** True when the producer was made now, or by a start that was interrupted: then the sample is loaded. */
  readonly isNew: boolean
  readonly signIns: readonly SignInHint[]
}

/** Name of the first administrator. */
const ADMINISTRATOR = 'admin'

/**
 * Makes what an installation begins with, whichever part is missing: tenant, roles, home account, first
 * administrator, signing keys. Harmless at every start and with several processes.
 */
export async function firstStart(config: Config, databaseUrl: string): Promise<FirstStart> {
  const owner = new pg.Pool({ connectionString: databaseUrl, max: 1 })
  // A connection that is cut while it idles is told by an event; the next statement fails, and that counts.
  owner.on('error', () => undefined)
  owner.on('connect', (client) => client.on('error', () => undefined))
  const pool = openAppPool(databaseUrl, 2)
  try {
    const tenantId = await ensureTenant(owner, { slug: config.tenantSlug, name: config.tenantName })
    const noted = notedPassword(config)
    const password = noted ?? randomGroups(4)
    const prepared = await prepareTenant(pool, {
      tenantId,
      producerName: config.tenantName,
      administrator: {
        userName: ADMINISTRATOR,
        email: 'admin@gearwright.example',
        firstName: 'Ada',
        lastName: 'Miller',
      },
      welcome: (ctx, userId) => {
        notePassword(config, password)
        return setPassword(ctx, userId, password)
      },
      clock: () => Temporal.Now.instant(),
    })
    await ensureKeys(config, pool, tenantId)
    const isNew = prepared.administratorId !== null || noted !== null
    const administrator: SignInHint = {
      who: `${config.tenantName} (administrator)`,
      portal: 'producer',
      userName: ADMINISTRATOR,
      password,
    }
    if (isNew) keepSignIns(config, [administrator])
    return { tenantId, isNew, signIns: readSignIns(config) }
  } finally {
    await pool.end()
    await owner.end()
  }
}

async function ensureKeys(config: Config, pool: pg.Pool, tenantId: string): Promise<void> {
  const pipeline = buildPipeline({
    pool,
    operations: backOfficeOperations(sealerOf(masterKey(process.env, config.dataDir))),
    resolve: () => Promise.resolve(null),
    clock: () => Temporal.Now.instant(),
    strict: false,
  })
  await pipeline.run(
    'ensure-signing-keys',
    {},
    { tenantId, caller: { principal: systemPrincipal(tenantId) } },
  )
}
