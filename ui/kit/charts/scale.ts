/** Round marks of an axis from 0 to at least `most`: about `wanted` of them, all multiples of 1, 2 or 5. */
export function axisMarks(most: number, wanted = 4): readonly number[] {
  const top = Math.max(1, most)
  const rough = top / wanted
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power)
  const marks: number[] = []
  for (let mark = 0; mark < top + step; mark += step) marks.push(mark)
  return marks
}

/** Every how many labels one is written, so that they do not touch. */
export function labelStep(count: number, room: number): number {
  return Math.max(1, Math.ceil(count / Math.max(1, room)))
}
