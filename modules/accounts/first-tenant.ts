import { recordOperation } from '@tallystick/kernel/audit/record.ts'
import { inTransaction } from '@tallystick/kernel/db/transaction.ts'
import { newId } from '@tallystick/kernel/ids-time/ids.ts'
import type { AuditSubject, QueryContext } from '@tallystick/kernel/operation/implement.ts'
import { systemPrincipal } from '@tallystick/kernel/operation/principal.ts'
import { Refused } from '@tallystick/kernel/errors/problems.ts'
import type pg from 'pg'
import type { Account, Membership } from './model.ts'
import { insertAccount } from './store/accounts.ts'
import { hasProducerUser, homeAccountId, putSystemRoles } from './store/first-tenant.ts'
import { lockHierarchy } from './store/hierarchy.ts'
import { replaceMemberships } from './store/memberships.ts'
import { rolesByReferences } from './store/roles.ts'
import { insertUser } from './store/users.ts'
import { SYSTEM_ADMINISTRATOR } from './system-roles.ts'

/** Public ID of the producer's home account. */
export const HOME_CODE = 'MYORG'

/**
 * The tenant's key, made when it is not there. Needs a connection that may write `tenant`; the application's
 * own role may only read it. Safe with several processes.
 */
export async function ensureTenant(
  ownerPool: Pick<pg.Pool, 'query'>,
  tenant: { readonly slug: string; readonly name: string },
): Promise<string> {
  await ownerPool.query(
    'INSERT INTO tenant (tenant_id, slug, name) VALUES ($1, $2, $3) ON CONFLICT (slug) DO NOTHING',
    [newId(), tenant.slug, tenant.name],
  )
  const { rows } = await ownerPool.query<{ tenant_id: string }>(
    'SELECT tenant_id FROM tenant WHERE slug = $1',
    [tenant.slug],
  )
  return (rows[0] as { tenant_id: string }).tenant_id
}

/** What a tenant begins with. */
export interface FirstTenant {
  readonly tenantId: string
  /** Name of the home account. */
  readonly producerName: string
  readonly administrator: {
    readonly userName: string
    readonly email: string
    readonly firstName: string
    readonly lastName: string
    readonly timeZone?: string
  }
  /** Gives the new administrator a way in, in the same transaction. */
  readonly welcome: (ctx: QueryContext, userId: string) => Promise<void>
  readonly clock: () => Temporal.Instant
}

/** What `prepareTenant` found or made. `administratorId` is null when there already was somebody. */
export interface PreparedTenant {
  readonly homeAccountId: string
  readonly administratorId: string | null
}

/**
 * Gives a tenant its predefined roles, its home account and its first administrator, whichever is missing.
 *
 * Runs at every start: all of it in one transaction behind the tenant's hierarchy lock, so that of several
 * processes one does the work and the others find it done. Leaves an audit entry only when something changed.
 */
export async function prepareTenant(pool: pg.Pool, first: FirstTenant): Promise<PreparedTenant> {
  return inTransaction(pool, first.tenantId, async (tx) => {
    const principal = systemPrincipal(first.tenantId)
    const now = first.clock()
    const ctx: QueryContext = {
      principal,
      tenantId: first.tenantId,
      now,
      tx,
      scope: principal.ownScope,
      may: () => true,
      refuse: (refusal) => {
        throw new Refused(refusal)
      },
    }
    await lockHierarchy(ctx)
    const roles = await putSystemRoles(ctx)
    const subjects: AuditSubject[] = []
    const homeId = (await homeAccountId(ctx)) ?? (await addHome(ctx, first, subjects))
    const administratorId = (await hasProducerUser(ctx))
      ? null
      : await addAdministrator(ctx, first, homeId, subjects)
    if (roles > 0 || subjects.length > 0) {
      await recordOperation(tx, {
        principal,
        now,
        requestId: newId(),
        operation: 'prepare-tenant',
        action: 'tenant.prepared',
        outcome: 'done',
        code: null,
        note: { subjects, after: { roles, producerName: first.producerName } },
        events: [],
        repeat: null,
      })
    }
    return { homeAccountId: homeId, administratorId }
  })
}

async function addHome(ctx: QueryContext, first: FirstTenant, subjects: AuditSubject[]): Promise<string> {
  const at = ctx.now.toString()
  const empty = {
    description: '',
    address1: '',
    address2: '',
    city: '',
    province: '',
    postalCode: '',
    region: '',
  }
  const home: Account = {
    ...empty,
    country: '',
    id: newId(),
    code: HOME_CODE,
    name: first.producerName.replaceAll(':', ' '),
    kind: 'producer',
    state: 'active',
    isVisibleToPartners: true,
    isSystem: true,
    customAttributes: {},
    createdAt: at,
    updatedAt: at,
    rowVersion: 1,
  }
  await insertAccount(ctx, home)
  subjects.push({ kind: 'account', id: home.id, label: `${home.code} (${home.name})` })
  return home.id
}

async function addAdministrator(
  ctx: QueryContext,
  first: FirstTenant,
  homeId: string,
  subjects: AuditSubject[],
) {
  const { timeZone, ...person } = first.administrator
  const userId = newId()
  await insertUser(ctx, {
    ...person,
    id: userId,
    kind: 'producer',
    displayName: `${person.firstName} ${person.lastName}`,
    timeZone: timeZone ?? '',
  })
  const account = {
    id: homeId,
    code: HOME_CODE,
    name: first.producerName,
    kind: 'producer',
    state: 'active',
  } as const
  const place: Membership = {
    account,
    roles: await rolesByReferences(ctx, [SYSTEM_ADMINISTRATOR]),
    expiresOn: null,
  }
  await replaceMemberships(ctx, userId, [place])
  await first.welcome(ctx, userId)
  subjects.push({ kind: 'user', id: userId, label: person.userName })
  return userId
}
