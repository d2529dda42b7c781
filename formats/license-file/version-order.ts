/**
 * Compares versions as decimal numbers, not part by part: 1.10 equals 1.1, and 1.9 is later than 1.10.
 *
 * Negative when `a` is earlier. Exact for any length; text that is no version comes before every version.
 */
export function compareVersions(a: string, b: string): number {
  const left = partsOf(a)
  const right = partsOf(b)
  return (
    left.whole.length - right.whole.length ||
    order(left.whole, right.whole) ||
    order(left.fraction, right.fraction)
  )
}

function partsOf(text: string): { whole: string; fraction: string } {
  const match = /^(\d*)(?:\.(\d*))?$/.exec(text)
  if (match === null) return { whole: '', fraction: '' }
  return { whole: (match[1] ?? '').replace(/^0+/, ''), fraction: (match[2] ?? '').replace(/0+$/, '') }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
