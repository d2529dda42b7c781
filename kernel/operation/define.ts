import { z } from 'zod'

/** HTTP face of an operation. `{name}` places in the path are fields of the input. */
export interface RestFace {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly path: string
}

/** What every operation declares, whatever its kind. Browser-safe: portals, SDK and documents read it. */
export interface Contract<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> {
  readonly kind: 'command' | 'query' | 'list'
  /** `verb-noun` in the user's words; unique. */
  readonly name: string
  /** One sentence for the documents. */
  readonly summary: string
  /** Capability rows that it serves. */
  readonly rows: readonly string[]
  readonly rest: RestFace
  /** The permission a caller needs. Null only together with `public` or `signedIn`. */
  readonly permission: string | null
  /** Permission that widens the scope to the parties below the caller's own. */
  readonly childPermission?: string
  /** Runs without a credential. The list of public operations is checked by a test. */
  readonly public?: true
  /** Needs a credential, but no permission (own profile, own sessions). */
  readonly signedIn?: true
  readonly input: I
  readonly output: O
  /** Codes it may answer with, in precedence order: the first that holds is reported. */
  readonly refusals: readonly string[]
  /** What the audit entry says; required for commands. */
  readonly audit?: { readonly action: string; readonly subjects: readonly string[] }
  /** Event types it may emit. */
  readonly emits: readonly string[]
  /** Runs as a job: the answer is the job, progress is shown under Jobs. */
  readonly queued?: true
  /** Allowed while a temporary password waits to be replaced. */
  readonly beforePasswordChange?: true
  /** Input or answer hold secrets: nothing of them is kept for repeats, so an `Idempotency-Key` is ignored. */
  readonly secret?: true
}

/** The answer of a queued operation: where its progress can be followed. */
export const JobReference = z.object({ jobId: z.string() })

type CommandFields<I extends z.ZodType, O extends z.ZodType> = Omit<
  Contract<I, O>,
  'kind' | 'emits' | 'refusals'
> &
  Required<Pick<Contract<I, O>, 'audit'>> & {
    readonly emits?: readonly string[]
    readonly refusals?: readonly string[]
  }

/** Declares an operation that changes something. */
export function defineCommand<I extends z.ZodType, O extends z.ZodType>(
  fields: CommandFields<I, O>,
): Contract<I, O> & { readonly kind: 'command' } {
  return { emits: [], refusals: [], ...fields, kind: 'command' }
}

type QueryFields<I extends z.ZodType, O extends z.ZodType> = Omit<
  Contract<I, O>,
  'kind' | 'emits' | 'refusals' | 'audit' | 'queued'
> & { readonly refusals?: readonly string[] }

/** Declares an operation that only reads. */
export function defineQuery<I extends z.ZodType, O extends z.ZodType>(
  fields: QueryFields<I, O>,
): Contract<I, O> & { readonly kind: 'query' } {
  return { emits: [], refusals: [], ...fields, kind: 'query' }
}

/** A reference to a row: its key or its public ID; whichever the caller has. */
export function refTo(noun: string): z.ZodType<string, string> {
  return z
    .string()
    .min(1)
    .max(255)
    .meta({ label: noun, description: `Key or public ID of the ${noun}.` })
}

/** A whole number of copies, at least `least`. */
export function copies(least = 1): z.ZodType<number, number> {
  return z.int().min(least).max(2_147_483_647)
}

/** What a view says of a command on the shown row: absent without permission; refused with its reason. */
export const CommandState = z.object({
  allowed: z.boolean(),
  code: z.string().optional(),
  reason: z.string().optional(),
})

/** Commands of a row by operation name. Hidden means no permission, disabled means a reason is given. */
export const Commands = z.record(z.string(), CommandState)

/** Commands of a row, as data. */
export type CommandsView = z.infer<typeof Commands>
