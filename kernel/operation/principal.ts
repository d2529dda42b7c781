/**
 * Which rows an operation may see. Filled once, when the caller is recognised; every store takes it as a
 * required argument and turns it into SQL.
 *
 * `owners` are the keys of the parties the caller acts for in this operation; `categories` restricts
 * further to some categories of goods, null means all of them.
 */
export type Scope =
  | { readonly all: true }
  | { readonly all: false; readonly owners: readonly string[]; readonly categories: readonly string[] | null }

/** Who runs an operation: a person behind a session, or the system itself. */
export interface Principal {
  readonly tenantId: string
  /** Key of the acting user; null for the system and for a stranger at a public operation. */
  readonly actorId: string | null
  /** The name that history shows. */
  readonly actorName: string
  readonly permissions: ReadonlySet<string>
  /** Scope with the own parties, and the wider one that the matching child permission opens. */
  readonly ownScope: Scope
  readonly childScope: Scope
  /** Key of the session that carried the request, if any. */
  readonly sessionId: string | null
  /** True when a temporary password must be replaced before anything else is allowed. */
  readonly mustChangePassword: boolean
  /** Language tag and time zone of the person, for mails and dates; the zone is empty where none is chosen. */
  readonly locale: string
  readonly timeZone: string
}

/** The system acting for a tenant: reactions, schedules, the command line of the operator. */
export function systemPrincipal(tenantId: string, actorName = 'system'): Principal {
  return {
    tenantId,
    actorId: null,
    actorName,
    permissions: EVERY_PERMISSION,
    ownScope: { all: true },
    childScope: { all: true },
    sessionId: null,
    mustChangePassword: false,
    locale: 'en',
    timeZone: 'UTC',
  }
}

/** A caller without a credential, as public operations see it. */
export function strangerPrincipal(tenantId: string): Principal {
  return {
    ...systemPrincipal(tenantId, 'anonymous'),
    permissions: new Set(),
    ownScope: NOTHING,
    childScope: NOTHING,
  }
}

const NOTHING: Scope = { all: false, owners: [], categories: null }

/** A set that holds every permission. Only the system has it. */
class EverySet extends Set<string> {
  override has(_value: string): boolean {
    return true
  }
}

/** Every permission there is, also the ones of operations that are added later. */
export const EVERY_PERMISSION: ReadonlySet<string> = new EverySet()
