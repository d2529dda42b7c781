import type { OutputOf } from '@tallystick/api/client.ts'
import { getLicenseModel, getPartNumber, getProduct } from '@tallystick/catalog/contracts.ts'
import { useApi } from '@tallystick/kit/data/api-context.tsx'
import { useOperation } from '@tallystick/kit/data/queries.ts'
import { useQueries } from '@tanstack/react-query'
import type { LineItemDraft } from './line-item-draft.ts'

type Model = OutputOf<typeof getLicenseModel>

/** What the catalog says of the goods of a line item that is being filled in. */
export interface DraftGoods {
  /** Product names, `Paint 5.0, Brushes 1`; empty while nothing is chosen. */
  readonly label: string
  /** Names of the license models that all products share and that are open. */
  readonly models: readonly string[]
  /** The chosen license model, or the only possible one; null while it is not clear. */
  readonly modelName: string | null
  /** True when the part number fixes the license model. */
  readonly isModelFixed: boolean
  readonly model: Model | null
  /** A feature takes its version from a date. */
  readonly isDated: boolean
  readonly isLoading: boolean
  /** The part number stands for no product. */
  readonly isUnassigned: boolean
}

/** Reads the products, the part number and the license model of a draft. Tests may use draft goods. */
export function useGoods(draft: LineItemDraft, isTest: boolean): DraftGoods {
  const api = useApi()
  const isByPart = draft.goods === 'part-number'
  const part = useOperation(
    getPartNumber,
    { id: draft.partNumber ?? '' },
    { enabled: isByPart && draft.partNumber !== null },
  )
  const partData = isByPart && draft.partNumber !== null ? part.data : undefined
  const refs = isByPart
    ? partData?.productId
      ? [partData.productId]
      : []
    : draft.products.flatMap(({ product }) => product ?? [])
  const queries = useQueries({
    queries: refs.map((id) => ({
      queryKey: [getProduct.name, { id }],
      queryFn: ({ signal }: { signal: AbortSignal }) => api.call(getProduct, { id }, { signal }),
    })),
  })
  const products = queries.flatMap(({ data }) => data ?? [])
  const isComplete = products.length === refs.length && refs.length > 0
  const isFixed = isByPart && (partData?.licenseModel ?? null) !== null
  const models =
    isComplete && draft.kind === 'licensed' ? sharedModels(products, isTest, draft.licenseModel) : []
  const chosen =
    draft.licenseModel !== null && models.includes(draft.licenseModel) ? draft.licenseModel : null
  const only = models.length === 1 ? (models[0] ?? null) : null
  const modelName = isFixed ? (partData?.licenseModel ?? null) : (chosen ?? only)
  const model = useOperation(getLicenseModel, { id: modelName ?? '' }, { enabled: modelName !== null })
  return {
    label: products.map(({ label }) => label).join(', '),
    models,
    modelName,
    isModelFixed: isFixed,
    model: modelName !== null && model.data?.name === modelName ? model.data : null,
    isDated: products.some((one) =>
      one.flattenedFeatures.some((feature) => feature.versionFormat === 'date-based'),
    ),
    isLoading: !isComplete && refs.length > 0,
    isUnassigned: partData !== undefined && partData.productId === null,
  }
}

/** `kept` stays possible although it may be inactive by now. */
function sharedModels(
  products: readonly OutputOf<typeof getProduct>[],
  isTest: boolean,
  kept: string | null,
): readonly string[] {
  const [first, ...others] = products.map(({ licenseModels, named }) =>
    licenseModels.filter((ref) => {
      const state = named.find((one) => one.field === 'licenseModels' && one.ref === ref)?.state
      return state === 'deployed' || (isTest && state === 'draft') || ref === kept
    }),
  )
  return (first ?? []).filter((name) => others.every((names) => names.includes(name)))
}
