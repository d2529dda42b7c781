import { listCopiesToReplace } from '@tallystick/fulfillments/operations/list-copies-to-replace.contract.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { keepPreviousData, useQueries } from '@tanstack/react-query'
import type { ActivationDraft } from './draft.ts'
import type { ActivationForm, FormItem } from './form.ts'
import type { Grids } from './replacing.ts'
import { namedHosts } from './request.ts'

/** Asks which copies of earlier licenses are on the hosts of the draft, once its hosts are known. */
export function useGrids(form: ActivationForm, draft: ActivationDraft): Grids {
  const api = useApi()
  const items = form.items.filter(({ changeKind }) => changeKind !== null)
  return useQueries({
    queries: items.map((item) => {
      const input = { lineItem: item.id, hosts: namedHosts(draft, item) }
      return {
        queryKey: [listCopiesToReplace.name, input],
        queryFn: ({ signal }: { signal: AbortSignal }) => api.call(listCopiesToReplace, input, { signal }),
        enabled: input.hosts.length > 0,
        placeholderData: keepPreviousData,
      }
    }),
    combine: (answers) => gridsOf(items, answers),
  })
}

function gridsOf(
  items: readonly FormItem[],
  answers: readonly { readonly data: Answer | undefined }[],
): Grids {
  return Object.fromEntries(
    items.flatMap((item, at) => {
      const hosts = answers[at]?.data?.hosts
      return hosts ? [[item.id, hosts]] : []
    }),
  )
}

type Answer = { readonly hosts: Grids[string] }
