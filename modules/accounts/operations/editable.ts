import type { z } from 'zod'

/** A field of an edit: left out it stays as it is, while its label and help are those of the creation. */
export function editable<T extends z.ZodType>(field: z.ZodDefault<T>): z.ZodOptional<T> {
  const inner = field.unwrap() as T
  return inner.optional().meta(field.meta() ?? {})
}
