import type { Refusal } from './refusal.ts'

/** One field of the input that does not fit. `path` is the dotted place in the input. */
export interface FieldProblem {
  readonly path: string
  readonly code: string
  readonly message: string
}

/** The input does not have the shape that the contract asks for; nothing was tried. HTTP 400. */
export class InvalidInput extends Error {
  readonly fields: readonly FieldProblem[]
  constructor(fields: readonly FieldProblem[], message = 'The request does not have the expected form.') {
    super(message)
    this.fields = fields
  }
}

/** No credential, or one that is no longer good. HTTP 401. */
export class Unauthenticated extends Error {
  readonly code: string
  constructor(message = 'Sign in first.', code = 'unauthenticated') {
    super(message)
    this.code = code
  }
}

/** Absent or not visible to the caller, which are the same answer on purpose. HTTP 404. */
export class NotFound extends Error {
  readonly kind: string
  readonly reference: string
  constructor(kind: string, reference: string) {
    super(`There is no ${kind} "${reference}" that you can see.`)
    this.kind = kind
    this.reference = reference
  }
}

/** Visible, but the caller lacks the permission. HTTP 403. */
export class Forbidden extends Error {
  readonly permission: string
  constructor(permission: string) {
    super(`Your roles do not include the permission "${permission}".`)
    this.permission = permission
  }
}

/** A refusal on its way from a handler to the transport. HTTP 409 or 422. */
export class Refused extends Error {
  readonly refusal: Refusal
  constructor(refusal: Refusal) {
    super(refusal.code)
    this.refusal = refusal
  }
}

/** Not possible just now, the same request may succeed later. HTTP 503 or 429 with Retry-After. */
export class Unavailable extends Error {
  readonly retryAfterSeconds: number
  readonly status: 429 | 503
  constructor(message: string, retryAfterSeconds = 2, status: 429 | 503 = 503, options: ErrorOptions = {}) {
    super(message, options)
    this.retryAfterSeconds = retryAfterSeconds
    this.status = status
  }
}

/** Something that must never be is: our bug, not the caller's fault. HTTP 500, told only by its request ID. */
export class InvariantError extends Error {}

/** Asserts a truth about ourselves. Throws `InvariantError`. */
export function invariant(truth: unknown, message: string): asserts truth {
  if (!truth) throw new InvariantError(message)
}
