/** One line of the printed table. Figures are per second unless the name says otherwise. */
export interface Figure {
  readonly name: string
  readonly ours: number | null
  /** What the same machine reached in the same run without us. */
  readonly limit: number | null
  /** Smallest wanted ratio of ours to limit, or a wanted maximum of ours itself. */
  readonly target: { readonly ratioMin: number } | { readonly max: number } | { readonly min: number } | null
  readonly unit: string
}

/** Prints the table; true when no target was missed. */
export function printTable(title: string, figures: readonly Figure[]): boolean {
  const rows = figures.map(rowOf)
  const heading = ['figure', 'ours', 'limit', 'ratio', 'target', '']
  const widths = heading.map((word, at) => Math.max(word.length, ...rows.map((row) => row[at]?.length ?? 0)))
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  ')
      .trimEnd()
  console.log(`\n${title}\n${line(heading)}\n${widths.map((width) => '-'.repeat(width)).join('  ')}`)
  for (const row of rows) console.log(line(row))
  return figures.every((figure) => isMet(figure) !== false)
}

function rowOf(figure: Figure): string[] {
  const { ours, limit, unit } = figure
  const ratio = ours !== null && limit !== null && limit > 0 ? (ours / limit).toFixed(2) : ''
  const met = isMet(figure)
  return [
    figure.name,
    ours === null ? '' : `${number(ours)} ${unit}`.trim(),
    limit === null ? '' : `${number(limit)} ${unit}`.trim(),
    ratio,
    targetText(figure),
    met === null ? '' : met ? 'met' : 'MISSED',
  ]
}

function isMet({ ours, limit, target }: Figure): boolean | null {
  if (target === null || ours === null) return null
  if ('max' in target) return ours <= target.max
  if ('min' in target) return ours >= target.min
  return limit === null ? null : ours / limit >= target.ratioMin
}

function targetText({ target, unit }: Figure): string {
  if (target === null) return ''
  if ('max' in target) return `<= ${number(target.max)} ${unit}`.trim()
  if ('min' in target) return `>= ${number(target.min)} ${unit}`.trim()
  return `>= ${target.ratioMin.toFixed(2)}`
}

function number(value: number): string {
  if (Number.isInteger(value) || value >= 1000) return Math.round(value).toLocaleString('en')
  return value.toFixed(value < 10 ? 2 : 1)
}

/** The value in the middle; of an even number of values the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}

/** The value that a share of all values does not exceed: `percentile(times, 0.95)`. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? 0
}
