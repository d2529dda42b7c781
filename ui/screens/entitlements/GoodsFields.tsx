import { ActionIcon, Button, NativeSelect, NumberInput, SegmentedControl } from '@mantine/core'
import { mdiClose, mdiPlus } from '@mdi/js'
import { listPartNumbers, listProducts } from '@tallystick/catalog/contracts.ts'
import { RefSelect } from '@tallystick/kit/form/RefSelect.tsx'
import { Icon } from '@tallystick/kit/format/Icon.tsx'
import { versionedRef } from '@tallystick/screens/catalog/references.tsx'
import type { DraftFieldsProps } from './draft-fields.ts'

/** What is sold: products with their quantity per copy, or a part number; and the license model. */
export function GoodsFields({ draft, set, problems, path, goods, isTest }: DraftFieldsProps) {
  const isMaintenance = draft.kind === 'maintenance'
  return (
    <div className="t-stack">
      <SegmentedControl
        aria-label="How the goods are named"
        className="e-switch"
        value={draft.goods}
        onChange={(next) => set({ goods: next as typeof draft.goods })}
        data={[
          { value: 'products', label: isMaintenance ? 'By maintenance plan' : 'By product' },
          { value: 'part-number', label: 'By part number' },
        ]}
      />
      {draft.goods === 'products' ? (
        <Products {...{ draft, set, problems, path, goods, isTest }} />
      ) : (
        <RefSelect
          list={listPartNumbers}
          searches="code"
          where={['assignment.in:assigned']}
          valueOf={(row) => row.code}
          labelOf={(row) => `${row.code} · ${row.product ?? ''}`}
          label="Part number"
          description={goods.label || undefined}
          value={draft.partNumber}
          onChange={(partNumber) => set({ partNumber, licenseModel: null })}
          error={goods.isUnassigned ? 'This part number stands for no product yet.' : problems['partNumber']}
          path={`${path}.partNumber`}
          isRequired
        />
      )}
      {!isMaintenance && <ModelChoice {...{ draft, set, problems, path, goods, isTest }} />}
    </div>
  )
}

function Products({ draft, set, problems, path, isTest }: DraftFieldsProps) {
  const states = isTest ? 'state.in:draft,deployed' : 'state.in:deployed'
  const kinds = draft.kind === 'maintenance' ? 'kind.in:maintenance' : 'kind.in:product,suite'
  const change = (at: number, next: Partial<(typeof draft.products)[number]>) =>
    set({ products: draft.products.map((one, index) => (index === at ? { ...one, ...next } : one)) })
  return (
    <div className="t-stack">
      {draft.products.map((one, at) => (
        <div className="e-line" key={at}>
          <RefSelect
            list={listProducts}
            searches="label"
            where={[states, kinds]}
            valueOf={versionedRef}
            labelOf={(row) => `${row.name} ${row.version}`.trim()}
            label={at === 0 ? 'Product' : `Product ${at + 1}`}
            value={one.product}
            valueLabel={one.label}
            onChange={(product, row) =>
              change(at, { product, label: row ? `${row.name} ${row.version}`.trim() : one.label })
            }
            error={problems[`products.${at}.product`]}
            path={`${path}.products.${at}.product`}
            isRequired
          />
          <NumberInput
            className="e-number"
            label="Per copy"
            aria-label={`Quantity of product ${at + 1} per copy`}
            hideControls
            allowDecimal={false}
            value={one.quantity ?? ''}
            onChange={(quantity) => change(at, { quantity: quantity === '' ? null : Number(quantity) })}
            error={problems[`products.${at}.quantity`]}
          />
          {draft.products.length > 1 && (
            <ActionIcon
              className="e-remove"
              size="lg"
              aria-label={`Remove product ${at + 1}`}
              onClick={() => set({ products: draft.products.filter((_one, index) => index !== at) })}
            >
              <Icon path={mdiClose} />
            </ActionIcon>
          )}
        </div>
      ))}
      <div>
        <Button
          variant="subtle"
          size="compact-sm"
          leftSection={<Icon path={mdiPlus} size={16} />}
          onClick={() => set({ products: [...draft.products, { product: null, label: '', quantity: 1 }] })}
        >
          Add another product to each copy
        </Button>
      </div>
    </div>
  )
}

function ModelChoice({ set, problems, path, goods }: DraftFieldsProps) {
  const hasGoods = goods.label !== ''
  const help = !hasGoods
    ? 'Choose the product first.'
    : goods.isModelFixed
      ? 'The part number says which one.'
      : goods.models.length === 0 && !goods.isLoading
        ? 'The products have no deployed license model in common.'
        : 'Models that all products are sold with.'
  const names = goods.isModelFixed && goods.modelName !== null ? [goods.modelName] : goods.models
  return (
    <NativeSelect
      label="License model"
      withAsterisk
      description={help}
      inputWrapperOrder={['label', 'input', 'error', 'description']}
      disabled={!hasGoods || goods.isModelFixed}
      data-path={`${path}.licenseModel`}
      error={problems['licenseModel']}
      value={goods.modelName ?? ''}
      onChange={(event) => set({ licenseModel: event.currentTarget.value || null })}
      data={[
        ...(goods.modelName === null ? [{ value: '', label: hasGoods ? 'Choose' : '' }] : []),
        ...names.map((name) => ({ value: name, label: name })),
      ]}
    />
  )
}
