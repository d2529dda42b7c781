/** One field of a request that the server did not accept. `path` is the dotted place in the input. */
export interface ApiFieldProblem {
  readonly path: string
  readonly code: string
  readonly message: string
}

/** What an `application/problem+json` answer says, with our members. */
export interface ProblemDocument {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly detail: string
  readonly cure?: string | undefined
  readonly data?: Readonly<Record<string, unknown>> | undefined
  readonly errors?: readonly ApiFieldProblem[] | undefined
  readonly requestId?: string | undefined
}

/**
 * A "no" of the server, or no answer at all.
 *
 * `status` is 0 when the server could not be reached. `code` is the refusal's code (`insufficient-copies`) or
 * one of `invalid-input`, `unauthenticated`, `password-change-required`, `forbidden`, `not-found`,
 * `unavailable`, `too-many-requests`, `internal`, `unreachable`. `message` is the sentence for a person,
 * `cure` what can be done, `data` the figures, `fields` the wrong fields.
 */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  readonly title: string
  readonly cure: string | null
  readonly data: Readonly<Record<string, unknown>>
  readonly fields: readonly ApiFieldProblem[]
  readonly requestId: string | null

  constructor(document: ProblemDocument) {
    super(document.detail)
    this.name = 'ApiProblem'
    this.status = document.status
    this.code = document.code
    this.title = document.title
    this.cure = document.cure ?? null
    this.data = document.data ?? {}
    this.fields = document.errors ?? []
    this.requestId = document.requestId ?? null
  }

  /** The sentence, for symmetry with `cure` and `data`. */
  get detail(): string {
    return this.message
  }
}

/** Reads the problem out of an answer that is not 2xx; other servers in between may have answered without one. */
export async function problemOfAnswer(answer: Response): Promise<ApiProblem> {
  const isProblem = answer.headers.get('content-type')?.includes('json') ?? false
  const body = isProblem ? ((await answer.json().catch(() => null)) as Partial<ProblemDocument> | null) : null
  return new ApiProblem({
    status: answer.status,
    code: body?.code ?? 'bad-answer',
    title: body?.title ?? 'No usable answer',
    detail: body?.detail ?? `The server answered with status ${answer.status} and without a reason.`,
    cure: body?.cure,
    data: body?.data,
    errors: body?.errors,
    requestId: body?.requestId ?? answer.headers.get('x-request-id') ?? undefined,
  })
}

/** The problem of a request that got no answer. */
export function unreachable(cause: unknown): ApiProblem {
  const problem = new ApiProblem({
    status: 0,
    code: 'unreachable',
    title: 'No connection',
    detail: 'The server cannot be reached just now.',
    cure: 'Check the connection and try again; nothing you entered is lost.',
  })
  problem.cause = cause
  return problem
}
