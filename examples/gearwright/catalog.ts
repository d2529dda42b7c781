import { analysisFeatures, controlFeatures, designFeatures, manufacturingFeatures } from './feature-names.ts'

/** A record of the import file; see docs/imports.md for the fields. */
type Row = Readonly<Record<string, unknown>>

/** A product as the order generator needs to know it. */
export interface SampleProduct {
  readonly ref: string
  readonly name: string
  readonly version: string
  readonly line: string
  readonly state: 'draft' | 'deployed' | 'inactive' | 'obsolete'
  readonly models: readonly string[]
  readonly isDated: boolean
  readonly soldFrom: string
}

/** The four product lines. */
export const productLines: readonly Row[] = [
  { name: 'Design', description: 'Drawing, solid modeling and assembly of machine parts.' },
  { name: 'Manufacturing', description: 'Tool paths for milling, turning and wire cutting.' },
  { name: 'Analysis', description: 'Stress, heat, flow and motion of the designed parts.' },
  { name: 'Machine Control', description: 'Software that runs milling machines and lathes.' },
]

const years = ['2024.0', '2025.0', '2026.0'] as const

/** All features: those of the desktop programs once per release, those of the control by date. */
export const features: readonly Row[] = [
  ...[...designFeatures, ...manufacturingFeatures, ...analysisFeatures].flatMap(([name, description]) =>
    years.map((version) => ({ name, version, versionFormat: 'fixed', description, state: 'deployed' })),
  ),
  ...controlFeatures.map(([name, description]) => ({
    name,
    versionFormat: 'date-based',
    description,
    state: 'deployed',
  })),
  {
    name: 'GW_SKETCH',
    version: '2027.0',
    versionFormat: 'fixed',
    description: 'Sketches, next release',
    state: 'draft',
  },
  {
    name: 'GW_DEMO',
    version: '1.0',
    versionFormat: 'fixed',
    description: 'Marks drawings as made with the demonstration',
    overrides: { notice: 'Demonstration, not for production' },
    state: 'deployed',
  },
]

const at = (version: string, ...names: readonly string[]) => names.map((name) => `${name}@${version}`)

/** Sets of features that several products share. */
export const featureBundles: readonly Row[] = [
  ...years.map((version) => ({
    name: `Exchange Formats ${version.slice(0, 4)}`,
    description: 'Reading and writing of neutral formats.',
    features: at(version, 'GW_STEP_IO', 'GW_DXF_IO'),
    state: 'deployed',
  })),
  ...years.map((version) => ({
    name: `Shop Floor Basics ${version.slice(0, 4)}`,
    description: 'What every tool path product brings.',
    features: at(version, 'GW_POST', 'GW_TOOLDB', 'GW_PATHVIEW'),
    state: 'deployed',
  })),
  {
    name: 'Control Base',
    description: 'A three-axis control with one spindle.',
    features: ['GW_NC_CORE:1', 'GW_NC_AXIS:3', 'GW_NC_SPINDLE:1', 'GW_NC_PANEL:1'],
    state: 'deployed',
  },
]

const use = (when: string, value?: unknown, more: Row = {}) =>
  value === undefined ? { when, ...more } : { when, value, ...more }
const yearly = (count: number) => ({ when: 'now', count, period: { amount: 1, unit: 'years' } })
const policies = (rehosts: number, returns: number, repairs: number, more: Row = {}) => ({
  rehosts: yearly(rehosts),
  returns: yearly(returns),
  repairs: yearly(repairs),
  extraActivations: { when: 'now', count: 0 },
  cancelLicense: { when: 'now', isAllowed: true },
  ...more,
})

/** Eight license models over the four kinds. */
export const licenseModels: readonly Row[] = [
  {
    name: 'Workstation',
    kind: 'nodelocked-uncounted',
    description: 'Runs on one computer, as often as wanted.',
    attributes: {
      issuer: use('now', 'Gearwright'),
      serialNumber: use('now', '{EntitlementLineItem.activationId}'),
      terminalServer: use('at-fulfillment'),
      virtualization: use('now', 'physical'),
      platforms: use('at-fulfillment', ['x64_n', 'x64_l']),
    },
    policies: policies(2, 2, 2),
    expiration: { setting: 'at-entitlement' },
    state: 'deployed',
  },
  {
    name: 'Workstation with Dongle',
    kind: 'nodelocked-uncounted',
    description: 'Follows a dongle from computer to computer.',
    attributes: {
      issuer: use('now', 'Gearwright'),
      flexidSharing: use('at-fulfillment'),
      notice: use('at-entitlement'),
    },
    policies: policies(0, 1, 3, { nodeHostTypes: ['flexid'] }),
    expiration: { setting: 'permanent' },
    state: 'deployed',
  },
  {
    name: 'Named Computers',
    kind: 'nodelocked-counted',
    description: 'A number of checkouts on listed computers, counted by a license server.',
    attributes: {
      issuer: use('now', 'Gearwright'),
      userOrHostBased: use('at-fulfillment'),
      dupGroup: use('now', 'UH'),
      vendorString: use('at-entitlement'),
    },
    policies: policies(2, 4, 2),
    expiration: { setting: 'at-entitlement' },
    state: 'deployed',
  },
  {
    name: 'Floating',
    kind: 'floating-counted',
    description: 'Shared in one network, borrowed for a week at most.',
    attributes: {
      issuer: use('now', 'Gearwright'),
      serialNumber: use('now', '{EntitlementLineItem.activationId}'),
      borrowing: use('now', 168),
      dupGroup: use('now', 'UHD'),
      linger: use('now', 300),
      timeZone: use('at-fulfillment'),
    },
    policies: policies(3, 4, 4, { extraActivations: { when: 'at-entitlement' } }),
    expiration: { setting: 'at-entitlement' },
    state: 'deployed',
  },
  {
    name: 'Floating Global',
    kind: 'floating-counted',
    description: 'Shared between sites in all time zones, with overdraft.',
    attributes: {
      issuer: use('now', 'Gearwright'),
      borrowing: use('at-fulfillment', 168, { max: 720 }),
      overdraft: use('at-entitlement', { percent: 10 }),
      dupGroup: use('now', 'UHD'),
      notice: use('at-fulfillment'),
    },
    policies: policies(6, 6, 6, { rehosts: { when: 'at-entitlement' } }),
    expiration: { setting: 'at-entitlement' },
    state: 'deployed',
  },
  {
    name: 'Site',
    kind: 'floating-uncounted',
    description: 'Everybody at a site, through its license server.',
    attributes: {
      issuer: use('now', 'Gearwright'),
      vendorString: use('at-entitlement'),
      issuedDate: use('now', true),
    },
    policies: policies(1, 1, 4),
    expiration: { setting: 'at-entitlement' },
    state: 'deployed',
  },
  {
    name: 'Subscription',
    kind: 'floating-counted',
    description: 'Shared in one network for a year from the start date.',
    attributes: {
      issuer: use('now', 'Gearwright'),
      borrowing: use('now', 72),
      overdraft: use('now', { copies: 2 }),
      dupGroup: use('now', 'UHD'),
    },
    policies: policies(4, 12, 4),
    expiration: { setting: 'duration', amount: 12, unit: 'months' },
    state: 'deployed',
  },
  {
    name: 'Trial',
    kind: 'nodelocked-uncounted',
    description: 'Thirty days on one computer.',
    attributes: { issuer: use('now', 'Gearwright'), notice: use('now', 'Trial, not for production') },
    policies: policies(0, 0, 1, { cancelLicense: { when: 'now', isAllowed: false } }),
    expiration: { setting: 'duration', amount: 30, unit: 'days' },
    state: 'deployed',
  },
]

interface Edition {
  readonly name: string
  readonly line: string
  readonly versions: readonly string[]
  readonly models: readonly string[]
  readonly description: string
  readonly features: (version: string) => Row
  readonly states?: Readonly<Record<string, SampleProduct['state']>>
}

const seats = ['Workstation', 'Workstation with Dongle', 'Floating', 'Subscription', 'Trial']
const teams = ['Workstation', 'Named Computers', 'Floating', 'Floating Global', 'Subscription', 'Trial']
const release = (version: string) => `${version}.0`
const exchange = (version: string) => [`Exchange Formats ${version}`]
const basics = (version: string) => [`Shop Floor Basics ${version}`]

const editions: readonly Edition[] = [
  {
    name: 'Gearwright Draft',
    line: 'Design',
    versions: ['2024', '2025', '2026'],
    models: seats,
    description: 'Drawings for the workshop.',
    features: (v) => ({
      features: at(release(v), 'GW_SKETCH', 'GW_DRAFT2D', 'GW_PARTLIB'),
      bundles: exchange(v),
    }),
    states: { '2024': 'inactive' },
  },
  {
    name: 'Gearwright Model',
    line: 'Design',
    versions: ['2024', '2025', '2026'],
    models: teams,
    description: 'Parts and assemblies in three dimensions.',
    features: (v) => ({
      features: at(
        release(v),
        'GW_SKETCH',
        'GW_DRAFT2D',
        'GW_PART3D',
        'GW_ASSEMBLY',
        'GW_SHEETMETAL',
        'GW_PARTLIB',
      ),
      bundles: exchange(v),
    }),
  },
  {
    name: 'Gearwright Model Professional',
    line: 'Design',
    versions: ['2025', '2026'],
    models: teams,
    description: 'Surfaces, molds, weldments, pipes and harnesses besides.',
    features: (v) => ({
      features: at(
        release(v),
        ...designFeatures.map(([name]) => name).filter((name) => !name.endsWith('_IO')),
      ),
      bundles: exchange(v),
    }),
  },
  {
    name: 'Gearwright Mill',
    line: 'Manufacturing',
    versions: ['2024', '2025', '2026'],
    models: teams,
    description: 'Tool paths in up to three axes.',
    features: (v) => ({ features: at(release(v), 'GW_MILL25', 'GW_MILL3', 'GW_PROBE'), bundles: basics(v) }),
  },
  {
    name: 'Gearwright Mill Five-Axis',
    line: 'Manufacturing',
    versions: ['2025', '2026'],
    models: teams,
    description: 'Tool paths in five axes with collision check.',
    features: (v) => ({
      features: at(
        release(v),
        'GW_MILL25',
        'GW_MILL3',
        'GW_MILL4',
        'GW_MILL5',
        'GW_PROBE',
        'GW_COLLISION',
        'GW_FEEDRATE',
      ),
      bundles: basics(v),
    }),
  },
  {
    name: 'Gearwright Turn',
    line: 'Manufacturing',
    versions: ['2025', '2026'],
    models: seats,
    description: 'Lathes and turning centers.',
    features: (v) => ({ features: at(release(v), 'GW_TURN', 'GW_MILLTURN'), bundles: basics(v) }),
  },
  {
    name: 'Gearwright Wire and Sheet',
    line: 'Manufacturing',
    versions: ['2026'],
    models: seats,
    description: 'Wire cutting and nesting of sheets.',
    features: (v) => ({ features: at(release(v), 'GW_WIRE', 'GW_NEST'), bundles: basics(v) }),
  },
  {
    name: 'Gearwright Stress',
    line: 'Analysis',
    versions: ['2025', '2026'],
    models: ['Floating', 'Floating Global', 'Subscription', 'Trial'],
    description: 'Stress, vibration and fatigue.',
    features: (v) => ({
      features: [
        ...at(
          release(v),
          'GW_MESH',
          'GW_FEA_LIN',
          'GW_FEA_NL',
          'GW_MODAL',
          'GW_FATIGUE',
          'GW_MATDB',
          'GW_POSTVIEW',
        ),
        `GW_SOLVER@${release(v)}:4`,
      ],
    }),
  },
  {
    name: 'Gearwright Flow',
    line: 'Analysis',
    versions: ['2025', '2026'],
    models: ['Floating', 'Floating Global', 'Subscription', 'Trial'],
    description: 'Flow and heat.',
    features: (v) => ({
      features: [
        ...at(release(v), 'GW_MESH', 'GW_FLOW', 'GW_THERMAL', 'GW_MATDB', 'GW_POSTVIEW'),
        `GW_SOLVER@${release(v)}:8`,
      ],
    }),
  },
  {
    name: 'Gearwright Solver Cores',
    line: 'Analysis',
    versions: ['2026'],
    models: ['Floating', 'Floating Global'],
    description: 'Sixteen more solver processes.',
    features: (v) => ({ features: [`GW_SOLVER@${release(v)}:16`, `GW_SOLVER_GPU@${release(v)}:1`] }),
  },
  {
    name: 'Gearwright Control Runtime',
    line: 'Machine Control',
    versions: ['5.0', '5.2', '6.0'],
    models: ['Workstation', 'Workstation with Dongle'],
    description: 'Control of a three-axis machine.',
    features: () => ({
      features: ['GW_NC_LOOKAHEAD', 'GW_NC_LOGBOOK', 'GW_NC_SAFETY'],
      bundles: ['Control Base'],
    }),
    states: { '5.0': 'obsolete' },
  },
  {
    name: 'Gearwright Control Five-Axis',
    line: 'Machine Control',
    versions: ['6.0'],
    models: ['Workstation', 'Workstation with Dongle'],
    description: 'Control of a five-axis machine.',
    features: () => ({
      features: [
        'GW_NC_AXIS:2',
        'GW_NC_LOOKAHEAD',
        'GW_NC_TCP',
        'GW_NC_PROBING',
        'GW_NC_TOOLWEAR',
        'GW_NC_ADAPT',
      ],
      bundles: ['Control Base'],
    }),
  },
  {
    name: 'Gearwright Control Studio',
    line: 'Machine Control',
    versions: ['6.0'],
    models: ['Site', 'Floating'],
    description: 'Commissioning and training at the desk.',
    features: () => ({ features: ['GW_NC_TWIN', 'GW_NC_PLC', 'GW_NC_REMOTE', 'GW_NC_MACHINEDATA'] }),
  },
  {
    name: 'Gearwright Draft Demo',
    line: 'Design',
    versions: ['2026'],
    models: ['Trial'],
    description: 'Try before you buy.',
    features: () => ({ features: ['GW_DEMO@1.0', ...at('2026.0', 'GW_SKETCH', 'GW_DRAFT2D')] }),
  },
  {
    name: 'Gearwright Sketch Next',
    line: 'Design',
    versions: ['2027'],
    models: ['Workstation'],
    description: 'The coming release, for pilot customers.',
    features: () => ({ features: ['GW_SKETCH@2027.0'] }),
    states: { '2027': 'draft' },
  },
]

/** When a version came on the market. */
function soldFrom(version: string): string {
  const known: Readonly<Record<string, string>> = {
    '5.0': '2023-12-01',
    '5.2': '2024-06-01',
    '6.0': '2025-09-01',
  }
  return known[version] ?? `${Number(version) - 1}-11-15`
}

/** Products of the import file. */
export const products: readonly Row[] = editions.flatMap((edition) =>
  edition.versions.map((version) => ({
    name: edition.name,
    version,
    productLine: edition.line,
    description: edition.description,
    ...edition.features(version),
    licenseModels: edition.models,
    state: edition.states?.[version] ?? 'deployed',
  })),
)

/** The same products for the order generator. */
export const sampleProducts: readonly SampleProduct[] = editions.flatMap((edition) =>
  edition.versions.map((version) => ({
    ref: `${edition.name}@${version}`,
    name: edition.name,
    version,
    line: edition.line,
    state: edition.states?.[version] ?? 'deployed',
    models: edition.models,
    isDated: edition.line === 'Machine Control',
    soldFrom: soldFrom(version),
  })),
)

/** Two suites. */
export const suites: readonly Row[] = [
  {
    name: 'Gearwright Design to Cut',
    version: '2026',
    description: 'From the sketch to the finished part.',
    products: ['Gearwright Model@2026', 'Gearwright Mill@2026', 'Gearwright Stress@2026'],
    licenseModels: ['Floating', 'Floating Global', 'Subscription'],
    state: 'deployed',
  },
  {
    name: 'Gearwright Machine Shop',
    version: '2026',
    productLine: 'Manufacturing',
    description: 'Everything for a workshop with mills and lathes.',
    products: ['Gearwright Mill@2026:2', 'Gearwright Turn@2026:1'],
    licenseModels: ['Workstation', 'Floating', 'Subscription'],
    state: 'deployed',
  },
]

/** Two maintenance plans. */
export const maintenancePlans: readonly Row[] = [
  { name: 'Gearwright Care', allowsUpsells: false },
  { name: 'Gearwright Care Plus', allowsUpsells: true },
].map((plan) => ({
  ...plan,
  version: '1',
  description: 'Upgrades and renewals while it lasts.',
  allowsUpgrades: true,
  allowsRenewals: true,
  state: 'deployed',
}))

function upgrades(edition: Edition): Row[] {
  return edition.versions.slice(1).map((version, index) => ({
    kind: 'upgrade',
    from: `${edition.name}@${edition.versions[index] ?? ''}`,
    to: `${edition.name}@${version}`,
  }))
}

/** Upgrade chains, upsells, maintenance and demonstration. Obsolete versions have no relations. */
export const relations: readonly Row[] = [
  ...editions.filter((edition) => edition.line !== 'Machine Control').flatMap(upgrades),
  { kind: 'upgrade', from: 'Gearwright Control Runtime@5.2', to: 'Gearwright Control Runtime@6.0' },
  { kind: 'upsell', from: 'Gearwright Draft@2026', to: 'Gearwright Model@2026' },
  { kind: 'upsell', from: 'Gearwright Model@2026', to: 'Gearwright Model Professional@2026' },
  { kind: 'upsell', from: 'Gearwright Mill@2026', to: 'Gearwright Mill Five-Axis@2026' },
  { kind: 'upsell', from: 'Gearwright Control Runtime@6.0', to: 'Gearwright Control Five-Axis@6.0' },
  { kind: 'demo', from: 'Gearwright Draft Demo@2026', to: 'Gearwright Draft@2026' },
  ...sampleProducts
    .filter((product) => product.version === '2026' && !product.name.endsWith('Demo'))
    .map((product) => ({ kind: 'maintenance', from: product.ref, to: 'Gearwright Care@1' })),
]

/** Part numbers: one for a product and model each, some for maintenance, two not assigned yet. */
export const partNumbers: readonly Row[] = [
  ...sampleProducts
    .filter(
      (product) =>
        product.state === 'deployed' && product.soldFrom >= '2025-09-01' && product.models[0] !== 'Trial',
    )
    .flatMap((product) =>
      product.models
        .filter((model) => ['Workstation', 'Floating', 'Site', 'Subscription'].includes(model))
        .map((model) => ({
          code: `${codeOf(product)}-${model.slice(0, 2).toUpperCase()}`,
          description: `${product.name} ${product.version}, ${model}`,
          product: product.ref,
          licenseModel: model,
        })),
    ),
  { code: 'GW-SUITE-DC-26-FL', product: 'Gearwright Design to Cut@2026', licenseModel: 'Floating' },
  { code: 'GW-SUITE-MS-26-SU', product: 'Gearwright Machine Shop@2026', licenseModel: 'Subscription' },
  { code: 'GW-CARE-1Y', description: 'Care, one year', product: 'Gearwright Care@1' },
  { code: 'GW-CAREPLUS-1Y', description: 'Care Plus, one year', product: 'Gearwright Care Plus@1' },
  ...['27-DR-WO', '27-MO-WO', '27-MO-FL', '27-MI-WO', '27-MI-FL', '27-TU-WO', '27-ST-FL'].map((rest) => ({
    code: `GW-${rest}`,
    description: 'Reserved for the coming release',
  })),
]

/** `GW-26-MIFI` for Gearwright Mill Five-Axis 2026. */
function codeOf(product: SampleProduct): string {
  const words = product.name.replace('Gearwright ', '').split(/[\s-]/)
  const initials = words.map((word) => word.slice(0, 2).toUpperCase()).join('')
  return `GW-${product.version.replace('.', '').slice(-2)}-${initials}`
}
