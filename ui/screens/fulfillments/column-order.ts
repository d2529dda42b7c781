import type { ListContract } from '@tallystick/kernel/list/define.ts'

/** The same list with some columns first, as its readers look for them; searches and answers stay the same. */
export function columnsFirst<L extends ListContract>(
  list: L,
  first: readonly (keyof L['columns'] & string)[],
): L {
  const chosen = first.flatMap((key) => (list.columns[key] ? [[key, list.columns[key]] as const] : []))
  const rest = Object.entries(list.columns).filter(([key]) => !first.includes(key))
  return { ...list, columns: Object.fromEntries([...chosen, ...rest]) }
}
