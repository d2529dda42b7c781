import type { ApiProblem } from '@tallystick/api/client.ts'
import { useEffect, useMemo, useRef, useState } from 'react'
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
  /** Put on the form element. */
  readonly form: React.RefObject<HTMLFormElement | null>
}

/** Keeps a form over an input schema. `fixed` values are sent along and not shown. */
export function useFormState(
  input: z.ZodType,
  specs: readonly FieldSpec[],
  known: Readonly<Record<string, unknown>>,
  fixed: Readonly<Record<string, unknown>>,
  problem: ApiProblem | null,
): FormState {
  const first = useMemo(() => initialValues(specs, known), [specs, known])
  const [values, setValues] = useState<Record<string, unknown>>(first)
  const [checked, setChecked] = useState<FieldProblems>({})
  const [answered, setAnswered] = useState<FieldProblems>({})
  const form = useRef<HTMLFormElement>(null)
  const inputNow = () => ({ ...inputOfValues(specs, values, known), ...fixed })
  useEffect(() => {
    const wrong = serverProblems(problem?.fields ?? [])
    setAnswered(wrong)
    if (Object.keys(wrong).length > 0) focusFirst(form.current, wrong)
  }, [problem])
  return {
    values,
    problems: { ...checked, ...answered },
    isChanged: JSON.stringify(values) !== JSON.stringify(first),
    form,
    set: (path, value) => {
      setValues((before) => setAt(before, path.split('.'), value) as Record<string, unknown>)
      const without = (all: FieldProblems) => (path in all ? dropped(all, path) : all)
      setChecked(without)
      setAnswered(without)
    },
    leave: (path) => {
      const found = problemsOf(input, inputNow())[path]
      setChecked((before) => (found ? { ...before, [path]: found } : dropped(before, path)))
    },
    check: () => {
      const candidate = inputNow()
      const found = problemsOf(input, candidate)
      setChecked(found)
      setAnswered({})
      if (Object.keys(found).length === 0) return candidate
      focusFirst(form.current, found)
      return null
    },
  }
}

/** A copy with the value at the place; arrays stay arrays. */
export function setAt(whole: unknown, path: readonly string[], value: unknown): unknown {
  const [key, ...rest] = path
  if (key === undefined) return value
  if (Array.isArray(whole)) return whole.map((one, at) => (String(at) === key ? setAt(one, rest, value) : one))
  const before = (whole ?? {}) as Record<string, unknown>
  return { ...before, [key]: setAt(before[key], rest, value) }
}

/** The value at a dotted place; undefined when the way ends before. */
export function getAt(whole: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (at as Record<string, unknown> | undefined | null)?.[key], whole)
}

function dropped(all: FieldProblems, path: string): FieldProblems {
  return Object.fromEntries(Object.entries(all).filter(([key]) => key !== path && !key.startsWith(`${path}.`)))
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
