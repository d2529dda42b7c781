/**
 * The file as a whole cannot be imported: its sentence ends the job, and nothing was written.
 *
 * Unlike a refused row it is found before the first record is tried.
 */
export class FileProblem extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** One place of a record that does not fit. `column` is null when it concerns the whole record. */
export interface RowProblem {
  readonly line: number
  readonly column: string | null
  readonly code: string
  readonly reason: string
}
