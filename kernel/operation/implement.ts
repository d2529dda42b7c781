import type { Sql } from 'sql-template-tag'
import type { z } from 'zod'
import type { Tx } from '../db/pool.ts'
import type { Refusal } from '../errors/refusal.ts'
import type { ListContract, ListQueryInput, Page } from '../list/define.ts'
import type { Contract } from './define.ts'
import type { Principal, Scope } from './principal.ts'

/** One thing that an audit entry is about; history pages are queries on subjects. */
export interface AuditSubject {
  readonly kind: string
  readonly id: string
  readonly label?: string
}

/** What a handler says of its own effect. The pipeline adds who, when, which operation and how it ended. */
export interface AuditNote {
  readonly subjects: readonly AuditSubject[]
  /** Whom it was done for, when that is somebody else. */
  readonly onBehalfOf?: string
  readonly before?: unknown
  readonly after?: unknown
  /** Other facts worth keeping: figures, reasons, overridden policies. */
  readonly details?: Readonly<Record<string, unknown>>
}

/** What reads need. Handlers get nothing that reaches outside the transaction. */
export interface QueryContext {
  readonly principal: Principal
  readonly tenantId: string
  /** The instant of this operation; the same for every row that it writes. */
  readonly now: Temporal.Instant
  readonly tx: Tx
  /** Rows that this caller may see with this operation's permission. */
  readonly scope: Scope
  may(permission: string): boolean
  /** Ends the operation with a refusal. */
  refuse(refusal: Refusal): never
}

/** What commands need besides. */
export interface CommandContext extends QueryContext {
  /** True when everything will be rolled back at the end (`verify=true`). */
  readonly isVerify: boolean
  /**
   * True when the caller needs to know no more than which record it was. A handler may then answer `brief(id)`
   * instead of reading its whole view anew.
   */
  readonly isBrief: boolean
  /** Says what was done. Required exactly once, unless nothing changed. */
  audit(note: AuditNote): void
  /** Announces an event of the contract's `emits`; stored in the same transaction. */
  emit(type: string, subject: AuditSubject, payload: Readonly<Record<string, unknown>>): void
  /**
   * Something that must stay although this command ends refused, such as a count of failures. Written after
   * the rollback, in the small transaction that records the refusal; also when the run was a verification.
   */
  keepIfRefused(write: (tx: Tx) => Promise<void>): void
  /** Tells the reader of a job how far it is. Kept outside the transaction; ignored elsewhere. */
  progress(done: number, total: number): Promise<void>
}

/** A list with its SQL: one page, or all rows in order for an export. */
export interface BoundList {
  readonly contract: ListContract
  page(
    ctx: QueryContext,
    input: Record<string, unknown> & ListQueryInput,
  ): Promise<Page<Record<string, unknown>>>
  /** The statement that reads every matching row, to be streamed through a cursor. */
  all(ctx: QueryContext, input: Record<string, unknown> & ListQueryInput): Sql
}

/** A contract with the code that carries it out. */
export interface Operation {
  readonly contract: Contract
  readonly handle: (ctx: CommandContext, input: never) => Promise<unknown>
  /** Present for lists. */
  readonly list?: BoundList
  /** Present for long work: runs with its own transactions, see `kernel/jobs`. */
  readonly long?: LongHandler
  /** Refuses queued work that can never succeed, before the job is written. */
  readonly check?: (ctx: QueryContext, input: never) => Promise<void>
}

/** The answer of a command whose caller only needs the key of the record; see `CommandContext.isBrief`. */
export class BriefAnswer {
  readonly id: string
  constructor(id: string) {
    this.id = id
  }
}

/** Answers with nothing but the key of the record. Only when `isBrief`. */
export function brief(id: string): BriefAnswer {
  return new BriefAnswer(id)
}

/** One command of several that stand or fall together; its input may use the answers of those before it. */
export interface Step {
  readonly operation: string
  readonly input: (answers: readonly unknown[]) => unknown
}

/** One transaction of long work: what it reads, the commands that it runs, and its own bookkeeping. */
export interface JointWork {
  readonly ctx: QueryContext
  /** Runs the next command. It is admitted, audited and checked as if it ran alone; its answer may be brief. */
  readonly run: (operationName: string, input: unknown) => Promise<unknown>
}

/** How several commands are run together. */
export interface JointOptions {
  /** Everything is rolled back at the end. */
  readonly verify?: boolean
  /** The caller tries again in smaller parts, so that a refusal is not yet one and is not recorded. */
  readonly isTrial?: boolean
}

/** Code of long work that is many operations in a row, such as an import; each is its own transaction. */
export type LongHandler = (work: LongContext, input: never) => Promise<unknown>

/** What long work may do: run operations as its caller, and tell how far it is. */
export interface LongContext {
  readonly principal: Principal
  readonly jobId: string
  /** A read in a short transaction of its own. */
  read<T>(read: (ctx: QueryContext) => Promise<T>): Promise<T>
  /** Runs a command through the whole pipeline, with the caller's rights. Throws like any caller sees it. */
  run(operationName: string, input: unknown, options?: { verify?: boolean; key?: string }): Promise<unknown>
  /**
   * Runs several commands in one transaction, all or none, and writes the work's own bookkeeping with them, so
   * that work which is killed and taken up again knows exactly what it has done.
   */
  runTogether<T>(work: (joint: JointWork) => Promise<T>, options?: JointOptions): Promise<T>
  /** A short transaction without audit, for the work's own bookkeeping (reports). */
  note<T>(write: (ctx: QueryContext) => Promise<T>): Promise<T>
  progress(done: number, total: number): Promise<void>
  /** Whether to stop before the next record: the worker ends, another one has the job, or it was cancelled. */
  readonly isStopped: () => boolean
  /** It stops because somebody cancelled it: nobody goes on with it, and its report says what was done. */
  readonly isCancelled: () => boolean
}

/** Joins a command's contract to its handler. */
export function implement<I extends z.ZodType, O extends z.ZodType>(
  contract: Contract<I, O> & { readonly kind: 'command' },
  handle: (ctx: CommandContext, input: z.output<I>) => Promise<z.input<O> | BriefAnswer>,
): Operation {
  return { contract, handle: handle as Operation['handle'] }
}

/** Joins a query's contract to its handler. */
export function implementQuery<I extends z.ZodType, O extends z.ZodType>(
  contract: Contract<I, O> & { readonly kind: 'query' },
  handle: (ctx: QueryContext, input: z.output<I>) => Promise<z.input<O>>,
): Operation {
  return { contract, handle: handle as Operation['handle'] }
}

/** Makes a bound list an operation. */
export function implementList(list: BoundList): Operation {
  return {
    contract: list.contract,
    handle: ((ctx: QueryContext, input: never) => list.page(ctx, input)) as Operation['handle'],
    list,
  }
}

/**
 * Joins a queued contract to long work. The command itself only writes the job; its answer is the job.
 * `O` is the shape of the report that the finished job carries.
 */
export function implementLong<I extends z.ZodType, O extends z.ZodType>(
  contract: Contract<I, O> & { readonly kind: 'command'; readonly queued?: true },
  long: (work: LongContext, input: z.output<I>) => Promise<unknown>,
  check?: (ctx: QueryContext, input: z.output<I>) => Promise<void>,
): Operation {
  return {
    contract,
    ...(check ? { check: check as (ctx: QueryContext, input: never) => Promise<void> } : {}),
    handle: () => Promise.reject(new Error(`${contract.name} runs as a job.`)),
    long: long as LongHandler,
  }
}
