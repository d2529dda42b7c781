import type { ApiProblem } from '@tallystick/api/client.ts'
import { useEffect, useMemo, useState, type RefObject } from 'react'
import type { z } from 'zod'
import { problemsOf, serverProblems, type FieldProblems } from './field-problems.ts'
import { initialValues, inputOfValues, type FieldSpec } from './field-specs.ts'

/** A form's values, what is wrong with them, and the ways to change them. */
export interface FormState {
  readonly values: Readonly<Record<string, unknown>>
  readonly problems: FieldProblems
  /** Sets the value at a dotted place. */
  readonly set: (path: string, value: unknown) => void
  /** Checks a field after it was left. */
  readonly leave: (path: string) => void
  /** The input when all is well; else null, and the first wrong field has the focus. */
  readonly check: () => Record<string, unknown> | null
  readonly isChanged: boolean
  /** The values as the input that they would be now, right or wrong. */
  readonly input: () => Record<string, unknown>
}

interface FormParts {
  readonly input: z.ZodType
  readonly specs: readonly FieldSpec[]
  /** What is known of the record. */
  readonly known: Readonly<Record<string, unknown>>
  /** Sent along and not shown. */
  readonly fixed: Readonly<Record<string, unknown>>
  /** What the server said to the last try. */
  readonly problem: ApiProblem | null
  readonly form: RefObject<HTMLFormElement | null>
}

/** Keeps a form over an input schema. */
export function useFormState({ input, specs, known, fixed, problem, form }: FormParts): FormState {
  const first = useMemo(() => initialValues(specs, known), [specs, known])
  const [values, setValues] = useState<Record<string, unknown>>(first)
  const [checked, setChecked] = useState<FieldProblems>({})
  const answered = useServerProblems(problem, form)
  const inputNow = () => ({ ...inputOfValues(specs, values, known), ...fixed })
  return {
    values,
    problems: { ...checked, ...answered.problems },
    isChanged: JSON.stringify(values) !== JSON.stringify(first),
    input: inputNow,
    set: (path, value) => {
      setValues((before) => setAt(before, path.split('.'), value) as Record<string, unknown>)
      setChecked((before) => dropped(before, path))
      answered.touch(path)
    },
    leave: (path) => {
      const found = problemsOf(input, inputNow())[path]
      setChecked((before) => (found ? { ...before, [path]: found } : dropped(before, path)))
    },
    check: () => {
      const candidate = inputNow()
      const found = problemsOf(input, candidate)
      setChecked(found)
      if (Object.keys(found).length === 0) return candidate
      focusFirst(form.current, found)
      return null
    },
  }
}

/** The server's field problems of the last try, until their fields are changed; the first of them gets the focus. */
function useServerProblems(problem: ApiProblem | null, form: RefObject<HTMLFormElement | null>) {
  const [touched, setTouched] = useState<{
    readonly by: ApiProblem | null
    readonly paths: readonly string[]
  }>(UNTOUCHED)
  const all = useMemo(() => serverProblems(problem?.fields ?? []), [problem])
  useEffect(() => {
    if (Object.keys(all).length > 0) focusFirst(form.current, all)
  }, [all, form])
  const paths = touched.by === problem ? touched.paths : []
  return {
    problems: paths.reduce((rest, path) => dropped(rest, path), all),
    touch: (path: string) => problem && setTouched({ by: problem, paths: [...paths, path] }),
  }
}

const UNTOUCHED = { by: null, paths: [] }

/** A copy with the value at the place; arrays stay arrays. */
function setAt(whole: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(whole))
    return whole.map((one, at) => (String(at) === key ? setAt(one, rest, value) : one))
  const before = (whole ?? {}) as Record<string, unknown>
  return { ...before, [key]: setAt(before[key], rest, value) }
}

/** The value at a dotted place; undefined when the way ends before. */
export function getAt(whole: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined | null)?.[key], whole)
}

function dropped(all: FieldProblems, path: string): FieldProblems {
  return Object.fromEntries(
    Object.entries(all).filter(([key]) => key !== path && !key.startsWith(`${path}.`)),
  )
}

/** Focuses the first field of the page, in its order, that is wrong. */
function focusFirst(form: HTMLFormElement | null, problems: FieldProblems): void {
  const paths = Object.keys(problems)
  requestAnimationFrame(() => {
    const fields = form?.querySelectorAll<HTMLElement>('[data-path]') ?? []
    for (const field of fields) {
      const own = field.dataset['path'] ?? ''
      if (!paths.some((path) => path === own || path.startsWith(`${own}.`))) continue
      const target = field.matches('input, textarea, select, button')
        ? field
        : field.querySelector<HTMLElement>('input, textarea, select, button')
      target?.focus()
      return
    }
  })
}
