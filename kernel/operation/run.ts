import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import sql from 'sql-template-tag'
import type { z } from 'zod'
import { recordOperation, type EventRecord } from '../audit/record.ts'
import type { Tx } from '../db/pool.ts'
import { inTransaction } from '../db/transaction.ts'
import {
  type FieldProblem,
  Forbidden,
  InvalidInput,
  InvariantError,
  Refused,
  Unauthenticated,
  invariant,
} from '../errors/problems.ts'
import { refuse } from '../errors/refusal.ts'
import { claimKey, digestOf, type RepeatKey } from '../idempotency/idempotency.ts'
import { insertJob } from '../jobs/store.ts'
import type { Contract } from './define.ts'
import {
  BriefAnswer,
  type AuditNote,
  type CommandContext,
  type JointOptions,
  type Operation,
  type QueryContext,
} from './implement.ts'
import { strangerPrincipal, type Principal, type Scope } from './principal.ts'
import { unstorableFields } from './storable.ts'

/** What a transport knows of a request besides its input. */
export interface Call {
  readonly tenantId: string
  /** Who asks: a credential to be looked up in the transaction, or a principal that is already known. */
  readonly caller: { readonly credential: string | null } | { readonly principal: Principal }
  /** `Idempotency-Key` of the request. Ignored by queries and by verifications. */
  readonly key?: string | undefined
  /** Runs everything and rolls it back. */
  readonly verify?: boolean | undefined
  readonly requestId?: string | undefined
}

/** Looks up a credential inside the operation's own transaction. Null when it is unknown or expired. */
export type ResolveCredential = (
  tx: Tx,
  tenantId: string,
  credential: string,
  now: Temporal.Instant,
) => Promise<Principal | null>

/** What the pipeline is made of; an app fills it once. */
export interface PipelineParts {
  readonly pool: pg.Pool
  readonly operations: readonly Operation[]
  readonly resolve: ResolveCredential
  readonly clock: () => Temporal.Instant
  /** Checks that nothing changed rows without an audit entry. On in tests and development. */
  readonly strict: boolean
  /** Told after each commit, so that events and jobs need not wait for the next look. */
  readonly committed?: (tenantId: string) => void
  /** Told after each run, for metrics. */
  readonly finished?: (name: string, outcome: string, statements: number, milliseconds: number) => void
}

/** The one door to all operations. */
export interface Pipeline {
  readonly parts: PipelineParts
  operation(name: string): Operation
  /** Runs an operation; its output, or one of the errors of `kernel/errors/problems.ts`. */
  run(name: string, input: unknown, call: Call): Promise<unknown>
  /**
   * Runs several commands in one transaction: all of them stand, or none. Each is admitted, audited and checked
   * as if it ran alone, but for its answer, which is brief where its handler can be. `work` says which commands,
   * may read in between, and keeps its own bookkeeping in the same transaction.
   */
  runTogether<T>(
    work: (tx: Tx, run: (name: string, input: unknown) => Promise<unknown>) => Promise<T>,
    call: Call,
    options?: JointOptions,
  ): Promise<T>
  /** A recognised reader's own transaction, for streamed exports. */
  read<T>(
    contract: Contract,
    input: unknown,
    call: Call,
    work: (ctx: QueryContext, input: never) => Promise<T>,
  ): Promise<T>
}

/** Builds the pipeline over the given operations. Throws when two share a name. */
export function buildPipeline(parts: PipelineParts): Pipeline {
  const byName = new Map<string, Operation>()
  for (const operation of parts.operations) {
    invariant(!byName.has(operation.contract.name), `Two operations are called ${operation.contract.name}.`)
    byName.set(operation.contract.name, operation)
  }
  const operationOf = (name: string) => {
    const operation = byName.get(name)
    invariant(operation, `There is no operation ${name}.`)
    return operation
  }
  return {
    parts,
    operation: operationOf,
    run: (name, input, call) => runOperation(parts, operationOf(name), input, call),
    runTogether: (work, call, options) => runJointly(parts, operationOf, work, call, options ?? {}),
    read: (contract, input, call, work) =>
      inTransaction(
        parts.pool,
        call.tenantId,
        async (tx) => {
          const now = parts.clock()
          const principal = await admit(parts, tx, contract, call, now)
          return work(contextOf(contract, principal, tx, now), parseInput(contract, input) as never)
        },
        { readOnly: true },
      ),
  }
}

interface Run {
  readonly parts: PipelineParts
  readonly operation: Operation
  readonly call: Call
  readonly requestId: string
  readonly isBrief: boolean
  /** What is known when a refusal has to be recorded. */
  principal: Principal | null
  repeat: RepeatKey | null
  note: AuditNote | null
  /** What stays although the command is refused. */
  kept: ((tx: Tx) => Promise<void>) | null
  statements: number
}

async function runOperation(parts: PipelineParts, operation: Operation, input: unknown, call: Call) {
  const started = performance.now()
  const run = newRun(parts, operation, call)
  let outcome = 'done'
  try {
    const output = await inTransaction(parts.pool, call.tenantId, (tx) => attempt(run, tx, input), {
      readOnly: operation.contract.kind !== 'command',
      rollBack: call.verify === true,
    })
    if (operation.contract.kind === 'command' && !call.verify) parts.committed?.(call.tenantId)
    return output
  } catch (error) {
    outcome = outcomeOf(error)
    await recordFailure(run, error)
    throw error
  } finally {
    parts.finished?.(operation.contract.name, outcome, run.statements, performance.now() - started)
  }
}

/** The commands of `runTogether`. Repeat keys belong to single operations and are ignored here. */
async function runJointly<T>(
  parts: PipelineParts,
  operationOf: (name: string) => Operation,
  work: Parameters<Pipeline['runTogether']>[0],
  call: Call,
  { verify, isTrial }: JointOptions,
): Promise<T> {
  const started = performance.now()
  const { key: _key, ...unkeyed } = { ...call, verify }
  const last: { run: Run | null } = { run: null }
  let outcome = 'done'
  try {
    const result = await inTransaction(
      parts.pool,
      call.tenantId,
      (tx) => {
        last.run = null
        return work(tx, (name, input) => {
          const run = (last.run = newRun(parts, operationOf(name), unkeyed, true))
          return attempt(run, tx, input)
        })
      },
      { rollBack: verify === true },
    )
    if (!verify) parts.committed?.(call.tenantId)
    return result as T
  } catch (error) {
    outcome = outcomeOf(error)
    if (last.run && !isTrial) await recordFailure(last.run, error)
    throw error
  } finally {
    const { run } = last
    if (run)
      parts.finished?.(run.operation.contract.name, outcome, run.statements, performance.now() - started)
  }
}

function newRun(parts: PipelineParts, operation: Operation, call: Call, isBrief = false): Run {
  return {
    parts,
    operation,
    call,
    requestId: call.requestId ?? randomUUID(),
    isBrief,
    principal: null,
    repeat: null,
    note: null,
    kept: null,
    statements: 0,
  }
}

function outcomeOf(error: unknown): string {
  return error instanceof Refused ? error.refusal.code : (error as Error).constructor.name
}

/** One try inside one transaction; run again from here after a deadlock. */
async function attempt(run: Run, tx: Tx, input: unknown): Promise<unknown> {
  try {
    return await carryOut(run, tx, input)
  } finally {
    run.statements = tx.statements
  }
}

async function carryOut(run: Run, tx: Tx, input: unknown): Promise<unknown> {
  const { parts, operation, call } = run
  const { contract } = operation
  const now = parts.clock()
  run.note = null
  run.kept = null
  const principal = await admit(parts, tx, contract, call, now, (known) => (run.principal = known))
  const parsed = parseInput(contract, input)
  if (contract.kind !== 'command') {
    const output = await operation.handle(
      contextOf(contract, principal, tx, now) as CommandContext,
      parsed as never,
    )
    return checkOutput(contract, output)
  }
  if (call.key !== undefined && !call.verify && !contract.secret) {
    run.repeat = repeatKeyOf(contract, principal, call, parsed)
    const repeat = await claimKey(tx, run.repeat)
    if (repeat.kind === 'key-reused') throw new Refused(repeat.refusal)
    if (repeat.kind === 'answered') {
      if (repeat.answer.kind === 'output') return repeat.answer.output
      throw new Refused(refuse(repeat.answer.code, repeat.answer.data))
    }
  }
  return runCommand(run, tx, principal, parsed, now)
}

async function runCommand(run: Run, tx: Tx, principal: Principal, parsed: unknown, now: Temporal.Instant) {
  const { contract } = run.operation
  const events: EventRecord[] = []
  const context = commandContext(run, principal, tx, now, events)
  const output = checkOutput(
    contract,
    contract.queued
      ? await queue(run, context, parsed)
      : await run.operation.handle(context, parsed as never),
    run.isBrief,
  )
  if (run.note) {
    await recordOperation(tx, {
      principal,
      now,
      requestId: run.requestId,
      operation: contract.name,
      action: contract.audit?.action ?? contract.name,
      outcome: 'done',
      code: null,
      note: run.note,
      events,
      repeat: run.repeat ? { key: run.repeat, answer: { kind: 'output', output } } : null,
    })
  } else {
    await finishUnnoted(run, tx, output, events)
  }
  return output
}

/** A command that said nothing must have changed nothing; only its answer is kept for repeats. */
async function finishUnnoted(run: Run, tx: Tx, output: unknown, events: readonly EventRecord[]) {
  invariant(events.length === 0, `${run.operation.contract.name} announced an event without an audit note.`)
  if (run.repeat) {
    const { key } = run.repeat
    await tx.run(sql`UPDATE idempotency SET answer = ${JSON.stringify({ kind: 'output', output })}
      WHERE tenant_id = ${run.repeat.tenantId} AND actor = ${run.repeat.actor} AND key = ${key}`)
    return
  }
  if (!run.parts.strict) return
  const { wrote } = await tx.one<{ wrote: boolean }>(
    sql`SELECT pg_current_xact_id_if_assigned() IS NOT NULL AS wrote`,
  )
  invariant(
    !wrote || tookLocksOnly(run),
    `${run.operation.contract.name} changed rows without an audit note.`,
  )
}

/** Row locks alone also assign a transaction ID; contracts that may end without a change say so. */
function tookLocksOnly(run: Run): boolean {
  return run.operation.contract.audit?.subjects.includes('unchanged') ?? false
}

async function queue(run: Run, ctx: CommandContext, input: unknown) {
  await run.operation.check?.(ctx, input as never)
  const job = await insertJob(ctx, run.operation.contract.name, input, ctx.principal)
  ctx.audit({ subjects: [{ kind: 'job', id: job.jobId }] })
  return { jobId: job.jobId }
}

/** Recognises the caller and checks what needs no row. `known` is told first, so that a denial has its name. */
async function admit(
  parts: PipelineParts,
  tx: Tx,
  contract: Contract,
  call: Call,
  now: Temporal.Instant,
  known: (principal: Principal) => void = () => undefined,
) {
  const found = await recognise(parts, tx, call, now)
  const principal = contract.public ? (found ?? strangerPrincipal(call.tenantId)) : found
  if (principal) known(principal)
  if (principal && contract.public) return principal
  if (!principal) throw new Unauthenticated()
  if (principal.mustChangePassword && !contract.beforePasswordChange) {
    throw new Unauthenticated('Choose a new password first.', 'password-change-required')
  }
  if (contract.permission !== null && !principal.permissions.has(contract.permission)) {
    throw new Forbidden(contract.permission)
  }
  return principal
}

async function recognise(parts: PipelineParts, tx: Tx, call: Call, now: Temporal.Instant) {
  if ('principal' in call.caller) return call.caller.principal
  if (call.caller.credential === null) return null
  return parts.resolve(tx, call.tenantId, call.caller.credential, now)
}

function parseInput(contract: Contract, input: unknown): unknown {
  const parsed = contract.input.safeParse(input)
  if (!parsed.success) throw new InvalidInput(fieldsOf(parsed.error))
  const unknown = unknownFields(input, parsed.data, '')
  if (unknown.length > 0) throw new InvalidInput(unknown)
  const unstorable = unstorableFields(parsed.data, '')
  if (unstorable.length > 0) throw new InvalidInput(unstorable)
  return parsed.data
}

/** Fields that the schema dropped: a misspelt field must be told, not ignored. */
function unknownFields(given: unknown, parsed: unknown, path: string): FieldProblem[] {
  if (!isPlain(given) || !isPlain(parsed)) return []
  return Object.entries(given).flatMap(([name, value]) => {
    const place = path === '' ? name : `${path}.${name}`
    if (value === undefined) return []
    if (name in parsed) return unknownFields(value, parsed[name], place)
    return [{ path: place, code: 'unknown-field', message: 'There is no field of this name.' }]
  })
}

function isPlain(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function fieldsOf(error: z.ZodError) {
  return error.issues.map((issue) => ({
    path: issue.path.join('.'),
    code: issue.code ?? 'invalid',
    message: issue.message,
  }))
}

function checkOutput(contract: Contract, output: unknown, isBrief = false): unknown {
  if (isBrief && output instanceof BriefAnswer) return output
  const checked = contract.output.safeParse(output)
  if (checked.success) return checked.data
  const places = checked.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new InvariantError(`${contract.name} answered outside its contract: ${places.join('; ')}`)
}

function scopeOf(contract: Contract, principal: Principal): Scope {
  const { childPermission } = contract
  const wide = childPermission !== undefined && principal.permissions.has(childPermission)
  return wide ? principal.childScope : principal.ownScope
}

function contextOf(contract: Contract, principal: Principal, tx: Tx, now: Temporal.Instant): QueryContext {
  return {
    principal,
    tenantId: principal.tenantId,
    now,
    tx,
    scope: scopeOf(contract, principal),
    may: (permission) => principal.permissions.has(permission),
    refuse: (refusal) => {
      throw new Refused(refusal)
    },
  }
}

function commandContext(
  run: Run,
  principal: Principal,
  tx: Tx,
  now: Temporal.Instant,
  events: EventRecord[],
): CommandContext {
  const { contract } = run.operation
  return {
    ...contextOf(contract, principal, tx, now),
    isVerify: run.call.verify === true,
    isBrief: run.isBrief,
    audit: (note) => {
      invariant(run.note === null, `${contract.name} wrote two audit notes.`)
      run.note = note
    },
    emit: (type, subject, payload) => {
      invariant(contract.emits.includes(type), `${contract.name} does not declare the event ${type}.`)
      events.push({ type, subject, payload })
    },
    keepIfRefused: (write) => {
      run.kept = write
    },
    progress: () => Promise.resolve(),
  }
}

function repeatKeyOf(contract: Contract, principal: Principal, call: Call, input: unknown): RepeatKey {
  const key = call.key ?? ''
  if (key.length < 1 || key.length > 255) {
    throw new InvalidInput([
      { path: 'Idempotency-Key', code: 'bad-key', message: 'An Idempotency-Key has 1 to 255 characters.' },
    ])
  }
  return {
    tenantId: principal.tenantId,
    actor: principal.actorId ?? principal.actorName,
    key,
    operation: contract.name,
    digest: digestOf(input),
  }
}

/** Refusals and denials are kept in a small transaction of their own, after the rollback. */
async function recordFailure(run: Run, error: unknown): Promise<void> {
  const { contract } = run.operation
  const isRefusal = error instanceof Refused
  const { kept } = run
  if (isRefusal && kept) await inTransaction(run.parts.pool, run.call.tenantId, kept)
  if (contract.kind !== 'command' || run.call.verify || !run.principal) return
  if (!run.principal.actorId && !kept) return
  if (!isRefusal && !(error instanceof Forbidden)) return
  if (isRefusal && error.refusal.code === 'key-reused') return
  const principal = run.principal
  await inTransaction(run.parts.pool, run.call.tenantId, (tx) =>
    recordOperation(tx, {
      principal,
      now: run.parts.clock(),
      requestId: run.requestId,
      operation: contract.name,
      action: contract.audit?.action ?? contract.name,
      outcome: isRefusal ? 'refused' : 'denied',
      code: isRefusal ? error.refusal.code : 'forbidden',
      note: {
        subjects: run.note?.subjects ?? [],
        details: isRefusal ? error.refusal.data : { permission: (error as Forbidden).permission },
      },
      events: [],
      repeat:
        isRefusal && run.repeat
          ? {
              key: run.repeat,
              answer: { kind: 'refusal', code: error.refusal.code, data: error.refusal.data },
            }
          : null,
    }),
  )
}
