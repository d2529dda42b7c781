import {
  listFeatureBundles,
  listFeatures,
  listLicenseModels,
  listProductLines,
  listProducts,
} from '@tallystick/catalog/contracts.ts'
import { PlainField, type FieldProps, type OwnFields } from '@tallystick/kit/form/Field.tsx'
import { RefSelect } from '@tallystick/kit/form/RefSelect.tsx'
import { customFieldsOf } from '@tallystick/screens/custom-attributes/CustomFields.tsx'
import { MultiRefSelect } from '@tallystick/kit/form/MultiRefSelect.tsx'

/** Nothing new may refer to inactive or obsolete goods. */
const OPEN = ['state.in:draft,deployed'] as const

function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

/** What a chooser takes from its field; in tables the label is for screen readers only. */
function common({ spec, value, onChange, onBlur, error, path }: FieldProps) {
  const isCell = path !== spec.path
  return {
    value: textOf(value),
    onChange: (next: string | null) => onChange(next ?? (spec.isNullable ? null : '')),
    onBlur,
    error,
    path,
    isRequired: spec.isRequired,
    ...(isCell ? { 'aria-label': spec.label } : { label: spec.label, description: spec.help }),
  }
}

/** `name@version`, as references to features and products are written; the name alone without a version. */
export function versionedRef(row: { readonly name: string; readonly version: string }): string {
  return row.version === '' ? row.name : `${row.name}@${row.version}`
}

function versionedLabel(row: { readonly name: string; readonly version: string }): string {
  return `${row.name} ${row.version}`.trim()
}

/** Chooses a feature. */
function FeatureField(props: FieldProps) {
  return (
    <RefSelect
      {...common(props)}
      list={listFeatures}
      searches="label"
      where={OPEN}
      valueOf={versionedRef}
      labelOf={versionedLabel}
    />
  )
}

/** Chooses a feature bundle. */
function BundleField(props: FieldProps) {
  return (
    <RefSelect
      {...common(props)}
      list={listFeatureBundles}
      searches="name"
      where={OPEN}
      valueOf={(row) => row.name}
      labelOf={(row) => row.name}
    />
  )
}

/** Chooses a product; `kinds` narrows it to products, suites or maintenance plans. */
export function ProductField({ kinds, ...props }: FieldProps & { readonly kinds?: string }) {
  return (
    <RefSelect
      {...common(props)}
      list={listProducts}
      searches="label"
      where={kinds ? [...OPEN, `kind.in:${kinds}`] : OPEN}
      valueOf={versionedRef}
      labelOf={versionedLabel}
    />
  )
}

/** Chooses a license model. */
export function ModelField(props: FieldProps) {
  return (
    <RefSelect
      {...common(props)}
      list={listLicenseModels}
      searches="name"
      where={OPEN}
      valueOf={(row) => row.name}
      labelOf={(row) => row.name}
    />
  )
}

/** Chooses a product line. */
function ProductLineField(props: FieldProps) {
  return (
    <RefSelect
      {...common(props)}
      list={listProductLines}
      searches="name"
      valueOf={(row) => row.name}
      labelOf={(row) => row.name}
    />
  )
}

/** Chooses several license models. */
function ModelsField({ spec, value, onChange, error, path }: FieldProps) {
  return (
    <MultiRefSelect
      list={listLicenseModels}
      searches="name"
      where={OPEN}
      valueOf={(row) => row.name}
      labelOf={(row) => row.name}
      label={spec.label}
      description={spec.help ?? 'What it may be sold with.'}
      value={Array.isArray(value) ? (value as string[]) : []}
      onChange={onChange}
      error={error}
      path={path}
    />
  )
}

/** How the reference fields of products, suites, maintenance plans and bundles are drawn. */
export const referenceFields: OwnFields = {
  customAttributes: customFieldsOf('product', false),
  productLine: (props) => <ProductLineField {...props} />,
  licenseModels: (props) => <ModelsField {...props} />,
  packageName: (props) => props.values['isPackage'] === true && <PlainField {...props} />,
  packageVersion: (props) => props.values['isPackage'] === true && <PlainField {...props} />,
  'features.*.feature': (props) => <FeatureField {...props} />,
  'bundles.*.bundle': (props) => <BundleField {...props} />,
  'products.*.product': (props) => <ProductField {...props} kinds="product" />,
  'partNumbers.*.licenseModel': (props) => <ModelField {...props} />,
}
