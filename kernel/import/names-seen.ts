/**
 * Records of a file by kind and name, without regard to case, with the line on which each stood first. It is
 * the one thing of an import that grows with the file: about 100 bytes for a record.
 */
export class NamesSeen {
  readonly #lines = new Map<string, number>()

  /** Notes a record; the line of an earlier one of the same name, or undefined when it is the first. */
  add(kind: string, name: string, line: number): number | undefined {
    const key = keyOf(kind, name)
    const earlier = this.#lines.get(key)
    if (earlier === undefined) this.#lines.set(key, line)
    return earlier
  }

  /** Where a record stood first. */
  lineOf(kind: string, name: string): number | undefined {
    return this.#lines.get(keyOf(kind, name))
  }
}

function keyOf(kind: string, name: string): string {
  return `${kind}\n${name.toLowerCase()}`
}
