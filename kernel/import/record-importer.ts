import sql from 'sql-template-tag'
import { NotFound, Refused } from '../errors/problems.ts'
import type { RefusalTexts } from '../errors/refusal.ts'
import type { JointWork, LongContext } from '../operation/implement.ts'
import { isLoss, survivingLoss } from '../db/database-loss.ts'
import { storable } from '../operation/storable.ts'
import { insertRows, isOvertaken, lastRow, type ImportRow } from './import-rows.ts'
import { NamesSeen } from './names-seen.ts'
import type { RowProblem } from './problems.ts'
import type { ReadRecord } from './read-record.ts'
import { problemOfError } from './row-problems.ts'
import type { Outcome } from './run-import.contract.ts'

/** A worker that froze gives its locks back before its job goes to another one, so that nobody waits for it. */
const STANDSTILL = sql`SET LOCAL idle_in_transaction_session_timeout = '10s'`

/** How often the database may be lost within one chunk. */
const LOSSES_MAX = 20

/** A record that is to be imported, with what the file alone says against it. */
interface Candidate {
  readonly read: ReadRecord
  readonly problem: RowProblem | null
}

/** What became of a record before its row is numbered. */
interface Ending {
  readonly outcome: Outcome
  readonly problem?: RowProblem
}

/**
 * Imports the records of a file, chunk by chunk. A chunk is one transaction with its rows of the report. When one of
 * its records does not fit, nothing of the trial stays: the records before it are imported together, it alone, so
 * that its refusal is its own, and then those after it.
 */
export class RecordImporter {
  readonly #texts: RefusalTexts
  readonly #work: LongContext
  readonly #isDryRun: boolean
  readonly #seen = new NamesSeen()
  /** Records that this dry run would create or change: what names one of them cannot be checked to the end. */
  readonly #pending = new NamesSeen()

  constructor(parts: { readonly texts: RefusalTexts }, work: LongContext, isDryRun: boolean) {
    this.#texts = parts.texts
    this.#work = work
    this.#isDryRun = isDryRun
  }

  /** Imports a chunk, without the records up to number `done`, whose rows are written already. */
  async take(chunk: readonly ReadRecord[], done: number): Promise<void> {
    const open = chunk.map((read) => this.#candidateOf(read)).filter(({ read }) => read.number > done)
    if (this.#isDryRun) return this.#dryRun(open)
    let groups: (readonly Candidate[])[] = [open]
    for (let losses = 0; groups.length > 0 && !this.#work.isStopped();) {
      const [group, ...later] = groups as [readonly Candidate[], ...(readonly Candidate[])[]]
      try {
        const misfit = await this.#carryOut(group)
        groups = misfit === null ? later : [...around(group, misfit), ...later]
      } catch (error) {
        losses += 1
        if (losses > LOSSES_MAX) throw error
        groups = [await this.#afterLoss(error, groups.flat())]
      }
    }
  }

  #candidateOf(read: ReadRecord): Candidate {
    const name = nameOf(read)
    const firstLine = name === '' ? undefined : this.#seen.add(read.recordKind.kind, name, read.line)
    const problem = read.problems[0] ?? (firstLine === undefined ? null : duplicate(read, firstLine))
    return { read, problem }
  }

  #carryOut(group: readonly Candidate[]): Promise<number | null> {
    const [first] = group
    if (!first) return Promise.resolve(null)
    return group.length === 1 ? this.#single(first) : this.#joint(group)
  }

  /** Imports records in one transaction. The place of the first that does not fit, and then nothing is written. */
  async #joint(candidates: readonly Candidate[]): Promise<number | null> {
    let at = 0
    try {
      await this.#work.runTogether(
        async (joint) => {
          const rows: ImportRow[] = []
          at = 0
          joint.ctx.tx.runAhead(STANDSTILL)
          await gather(joint, candidates)
          for (at = 0; at < candidates.length; at += 1) {
            const { read, problem } = candidates[at] as Candidate
            const ending = problem ? refused(problem) : { outcome: await carryOut(joint, read) }
            rows.push(rowOf(read, ending))
          }
          insertRows(joint.ctx, this.#work.jobId, rows)
        },
        { isTrial: true },
      )
      return null
    } catch (error) {
      if (isLoss(error) || isOvertaken(error)) throw error
      return Math.min(at, candidates.length - 1)
    }
  }

  /** Imports one record in a transaction of its own. */
  async #single({ read, problem }: Candidate): Promise<null> {
    const { jobId } = this.#work
    const ending = problem ? refused(problem) : await this.#refusalOf(read)
    if (ending) await this.#work.note(async (ctx) => insertRows(ctx, jobId, [rowOf(read, ending)]))
    return null
  }

  /** Carries a record out with its row; what it ended with when it was refused, else null. */
  async #refusalOf(read: ReadRecord): Promise<Ending | null> {
    const { jobId } = this.#work
    try {
      await this.#work.runTogether(async (joint) => {
        insertRows(joint.ctx, jobId, [rowOf(read, { outcome: await carryOut(joint, read) })])
      })
      return null
    } catch (error) {
      return refused(this.#problemOf(error, read))
    }
  }

  /** The problem of a record. Errors that say nothing about it are thrown on: they end the job. */
  #problemOf(error: unknown, read: ReadRecord): RowProblem {
    const problem = isLoss(error) || isOvertaken(error) ? null : problemOfError(error, read, this.#texts)
    if (!problem) throw error
    return problem
  }

  /**
   * Waits for the database and looks which rows are written: the answer to a commit may be what was lost, or
   * another worker may have taken this job. Throws what is neither.
   */
  async #afterLoss(error: unknown, open: readonly Candidate[]): Promise<Candidate[]> {
    if (!isLoss(error) && !isOvertaken(error)) throw error
    const read = () => this.#work.read((ctx) => lastRow(ctx, this.#work.jobId))
    const done = await survivingLoss(read, this.#work.isStopped)
    const left = open.filter(({ read: { number } }) => number > done)
    if (isOvertaken(error) && left.length === open.length) throw error
    return left
  }

  async #dryRun(candidates: readonly Candidate[]): Promise<void> {
    const rows: ImportRow[] = []
    for (const { read, problem } of candidates) {
      if (this.#work.isStopped()) return
      const verify = () => this.#verify(read)
      rows.push(rowOf(read, problem ? refused(problem) : await survivingLoss(verify, this.#work.isStopped)))
    }
    await this.#work.note(async (ctx) => insertRows(ctx, this.#work.jobId, rows))
  }

  /** Carries a record out and takes it back. */
  async #verify(read: ReadRecord): Promise<Ending> {
    let outcome: Outcome = 'created'
    try {
      outcome = await this.#work.runTogether(
        (joint) => carryOut(joint, read, (planned) => (outcome = planned)),
        { verify: true },
      )
      if (outcome !== 'unchanged') this.#expect(read)
      return { outcome }
    } catch (error) {
      const mayBeOurs = error instanceof NotFound || error instanceof Refused
      if (mayBeOurs && this.#namesPending(read)) return this.#formOnly(read, outcome)
      return refused(this.#problemOf(error, read))
    }
  }

  /** A record that this file adds or changes, with those inside of it. */
  #expect(read: ReadRecord): void {
    this.#pending.add(read.recordKind.kind, nameOf(read), read.line)
    for (const { kind, name } of read.recordKind.gives?.(read.record) ?? []) {
      this.#pending.add(kind, name, read.line)
    }
  }

  #formOnly(read: ReadRecord, outcome: Outcome): Ending {
    this.#expect(read)
    const reason =
      'Only the form was checked: it names records that this file adds or changes first, which a dry run does not write.'
    return { outcome, problem: { line: read.line, column: null, code: 'form-checked-only', reason } }
  }

  #namesPending(read: ReadRecord): boolean {
    const names = read.recordKind.names?.(read.record) ?? []
    return names.some(({ kind, name }) => this.#pending.lineOf(kind, name) !== undefined)
  }
}

/** A group cut around the record that does not fit with the others. */
function around(group: readonly Candidate[], misfit: number): (readonly Candidate[])[] {
  return [group.slice(0, misfit), group.slice(misfit, misfit + 1), group.slice(misfit + 1)]
}

/** Lets each kind read at once what its records will need. */
async function gather({ ctx }: JointWork, candidates: readonly Candidate[]): Promise<void> {
  const reads = candidates.filter(({ problem }) => problem === null).map(({ read }) => read)
  for (const recordKind of new Set(reads.map((read) => read.recordKind))) {
    const records = reads.filter((read) => read.recordKind === recordKind).map(({ record }) => record)
    await recordKind.gather?.(ctx, records)
  }
}

/** Runs the commands that a record needs. `planned` is told what is to become of it before the first. */
async function carryOut(
  joint: JointWork,
  read: ReadRecord,
  planned: (outcome: Outcome) => void = () => undefined,
): Promise<Outcome> {
  const plan = await read.recordKind.plan(joint.ctx, read.record)
  const outcome = plan.steps.length === 0 ? 'unchanged' : plan.isNew ? 'created' : 'changed'
  planned(outcome)
  const answers: unknown[] = []
  for (const step of plan.steps) answers.push(await joint.run(step.operation, step.input(answers)))
  return outcome
}

function refused(problem: RowProblem): Ending {
  return { outcome: 'refused', problem }
}

function nameOf(read: ReadRecord): string {
  try {
    return read.recordKind.nameOf(read.record)
  } catch {
    return ''
  }
}

function duplicate(read: ReadRecord, firstLine: number): RowProblem {
  const reason = `"${nameOf(read)}" already stands at line ${firstLine} of this file.`
  return { line: read.line, column: null, code: 'duplicate-in-file', reason }
}

/** Longest text of a report cell. */
const CELL_MAX = 1000

function rowOf(read: ReadRecord, { outcome, problem }: Ending): ImportRow {
  return {
    number: read.number,
    line: problem?.line ?? read.line,
    recordKind: read.recordKind.kind,
    reference: storable(nameOf(read)).slice(0, 255),
    outcome,
    column: problem?.column ? storable(problem.column) : null,
    code: problem?.code ?? null,
    reason: problem ? storable(problem.reason).slice(0, CELL_MAX) : null,
  }
}
