/** A duration in words: `30 days`, `one month`. */
export function durationText({ amount, unit }: { readonly amount: number; readonly unit: string }): string {
  return amount === 1 ? `one ${unit.slice(0, -1)}` : `${amount} ${unit}`
}
