import type { ApiProblem, InputOf, ListQuestion, OutputOf } from '@tallystick/api/client.ts'
import type { ListContract, Page, RowOf } from '@tallystick/kernel/list/define.ts'
import type { Contract } from '@tallystick/kernel/operation/define.ts'
import {
  keepPreviousData,
  useMutation,
  useQuery,
  useQueryClient,
  type UseMutationResult,
  type UseQueryResult,
} from '@tanstack/react-query'
import { useEffect, useRef } from 'react'
import { announce } from '../feedback/announce.ts'
import { useApi } from './api-context.tsx'

/** Choices of a read. `every` asks again after so many milliseconds (progress of jobs). */
export interface ReadOptions {
  readonly enabled?: boolean
  readonly every?: number | false
}

/** Reads with a query's contract and keeps the answer fresh. The answer of an older input is not shown. */
export function useOperation<C extends Contract>(
  contract: C,
  input: InputOf<C>,
  options: ReadOptions = {},
): UseQueryResult<OutputOf<C>, ApiProblem> {
  const api = useApi()
  return useQuery<OutputOf<C>, ApiProblem>({
    queryKey: [contract.name, input],
    queryFn: ({ signal }) => api.call(contract, input, { signal }),
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
  })
}

/** Reads one page of a list; while the next one loads, the old rows stay. */
export function usePage<L extends ListContract>(
  list: L,
  question: ListQuestion,
  options: ReadOptions = {},
): UseQueryResult<Page<RowOf<L>>, ApiProblem> {
  const api = useApi()
  const query = useQuery<Page<RowOf<L>>, ApiProblem>({
    queryKey: [list.name, question],
    queryFn: ({ signal }) => api.page(list, question, { signal }),
    placeholderData: keepPreviousData,
    enabled: options.enabled ?? true,
    refetchInterval: options.every ?? false,
  })
  useLastLook(options.every ?? false, query.refetch)
  return query
}

/** Reads once more when the looking ends: what is looked at may have changed after the last look. */
function useLastLook(every: number | false, refetch: () => unknown): void {
  const before = useRef(every)
  useEffect(() => {
    if (before.current !== false && every === false) void refetch()
    before.current = every
  }, [every, refetch])
}

/** What happens after a command. */
export interface CommandOptions<C extends Contract> {
  /** Runs everything on the server and takes it back. */
  readonly verify?: boolean
  readonly onDone?: (output: OutputOf<C>, input: InputOf<C>) => void
  /** Told to screen readers and shown for a moment: `Feature "editor" saved.` */
  readonly says?: string | ((output: OutputOf<C>) => string)
}

/**
 * Carries out a command: `mutate(input)`; `error` is an `ApiProblem` for `RefusalNotice` or a form.
 *
 * A repeat of the same input after a lost answer carries the same key, so the work is done once. Everything
 * that is shown is read again afterwards.
 */
export function useCommand<C extends Contract>(
  contract: C,
  options: CommandOptions<C> = {},
): UseMutationResult<OutputOf<C>, ApiProblem, InputOf<C>> {
  const api = useApi()
  const client = useQueryClient()
  const attempt = useRef({ input: '', key: '' })
  return useMutation<OutputOf<C>, ApiProblem, InputOf<C>>({
    mutationFn: (input) => {
      const text = JSON.stringify(input)
      if (attempt.current.input !== text) attempt.current = { input: text, key: newKey() }
      return api.call(contract, input, { key: attempt.current.key, verify: options.verify ?? false })
    },
    onSuccess: (output, input) => {
      attempt.current = { input: '', key: '' }
      if (!options.verify) void client.invalidateQueries()
      const { says } = options
      if (says) announce(typeof says === 'function' ? says(output) : says)
      options.onDone?.(output, input)
    },
    onError: (problem) => {
      if (problem.status !== 0 && problem.status !== 503) attempt.current = { input: '', key: '' }
    },
  })
}

/** A random idempotency key; works on plain HTTP too, where `randomUUID` is missing. */
function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
