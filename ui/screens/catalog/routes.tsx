import {
  mdiCogTransferOutline,
  mdiCubeOutline,
  mdiFileCertificateOutline,
  mdiPackageVariantClosed,
  mdiPuzzleOutline,
  mdiShapeOutline,
  mdiSwapHorizontal,
  mdiTagOutline,
  mdiToolboxOutline,
  mdiViewGridOutline,
} from '@mdi/js'
import { page, type Area } from '@tallystick/kit/portal/area.ts'

const GROUP = 'Products'

/** The catalog: what is sold and how it is licensed. */
export const catalogArea: Area = {
  name: 'catalog',
  pages: [
    page('/products', 'Products', () => import('./ProductsPages.tsx').then((file) => file.ProductsPage)),
    page('/products/new', 'New product', () =>
      import('./ProductForms.tsx').then((file) => file.NewProductPage),
    ),
    page('/products/$id', 'Product', () => import('./ProductPage.tsx').then((file) => file.ProductPage)),
    page('/products/$id/edit', 'Edit product', () =>
      import('./ProductForms.tsx').then((file) => file.EditProductPage),
    ),
    page('/suites', 'Suites', () => import('./ProductsPages.tsx').then((file) => file.SuitesPage)),
    page('/suites/new', 'New suite', () => import('./ProductForms.tsx').then((file) => file.NewSuitePage)),
    page('/maintenance', 'Maintenance', () =>
      import('./ProductsPages.tsx').then((file) => file.MaintenancePage),
    ),
    page('/maintenance/new', 'New maintenance', () =>
      import('./ProductForms.tsx').then((file) => file.NewMaintenancePage),
    ),
    page('/product-lines', 'Product lines', () =>
      import('./ProductLinePages.tsx').then((file) => file.ProductLinesPage),
    ),
    page('/product-lines/new', 'New product line', () =>
      import('./ProductLinePages.tsx').then((file) => file.NewProductLinePage),
    ),
    page('/product-lines/$id', 'Product line', () =>
      import('./ProductLinePages.tsx').then((file) => file.ProductLinePage),
    ),
    page('/product-lines/$id/edit', 'Edit product line', () =>
      import('./ProductLinePages.tsx').then((file) => file.EditProductLinePage),
    ),
    page('/features', 'Features', () => import('./FeaturePages.tsx').then((file) => file.FeaturesPage)),
    page('/features/new', 'New feature', () =>
      import('./FeaturePages.tsx').then((file) => file.NewFeaturePage),
    ),
    page('/features/$id', 'Feature', () => import('./FeaturePages.tsx').then((file) => file.FeaturePage)),
    page('/features/$id/edit', 'Edit feature', () =>
      import('./FeaturePages.tsx').then((file) => file.EditFeaturePage),
    ),
    page('/feature-bundles', 'Feature bundles', () =>
      import('./BundlePages.tsx').then((file) => file.BundlesPage),
    ),
    page('/feature-bundles/new', 'New feature bundle', () =>
      import('./BundlePages.tsx').then((file) => file.NewBundlePage),
    ),
    page('/feature-bundles/$id', 'Feature bundle', () =>
      import('./BundlePages.tsx').then((file) => file.BundlePage),
    ),
    page('/feature-bundles/$id/edit', 'Edit feature bundle', () =>
      import('./BundlePages.tsx').then((file) => file.EditBundlePage),
    ),
    page('/license-models', 'License models', () =>
      import('./ModelPages.tsx').then((file) => file.ModelsPage),
    ),
    page('/license-models/new', 'New license model', () =>
      import('./ModelForms.tsx').then((file) => file.NewModelPage),
    ),
    page('/license-models/$id', 'License model', () =>
      import('./ModelPages.tsx').then((file) => file.ModelPage),
    ),
    page('/license-models/$id/edit', 'Edit license model', () =>
      import('./ModelForms.tsx').then((file) => file.EditModelPage),
    ),
    page('/license-technologies', 'License technologies', () =>
      import('./TechnologyPages.tsx').then((file) => file.TechnologiesPage),
    ),
    page('/license-technologies/new', 'New license technology', () =>
      import('./TechnologyPages.tsx').then((file) => file.NewTechnologyPage),
    ),
    page('/license-technologies/$id', 'License technology', () =>
      import('./TechnologyPages.tsx').then((file) => file.TechnologyPage),
    ),
    page('/license-technologies/$id/edit', 'Edit license technology', () =>
      import('./TechnologyPages.tsx').then((file) => file.EditTechnologyPage),
    ),
    page('/part-numbers', 'Part numbers', () =>
      import('./PartNumberPages.tsx').then((file) => file.PartNumbersPage),
    ),
    page('/part-numbers/new', 'New part number', () =>
      import('./PartNumberPages.tsx').then((file) => file.NewPartNumberPage),
    ),
    page('/part-numbers/$id', 'Part number', () =>
      import('./PartNumberPages.tsx').then((file) => file.PartNumberPage),
    ),
    page('/part-numbers/$id/edit', 'Edit part number', () =>
      import('./PartNumberPages.tsx').then((file) => file.EditPartNumberPage),
    ),
    page('/product-relations', 'Relations', () =>
      import('./RelationsPage.tsx').then((file) => file.RelationsPage),
    ),
  ],
  needs: {
    '/products/new': ['products.create'],
    '/suites/new': ['products.create'],
    '/maintenance/new': ['products.create'],
    '/product-lines/new': ['products.create'],
    '/products/$id/edit': ['products.update'],
    '/product-lines/$id/edit': ['products.update'],
    '/features/new': ['features.create'],
    '/features/$id/edit': ['features.update'],
    '/feature-bundles/new': ['feature-bundles.create'],
    '/feature-bundles/$id/edit': ['feature-bundles.update'],
    '/license-models/new': ['license-models.create'],
    '/license-models/$id/edit': ['license-models.update'],
    '/license-technologies/new': ['settings.manage'],
    '/license-technologies/$id/edit': ['settings.manage'],
    '/part-numbers/new': ['part-numbers.manage'],
    '/part-numbers/$id/edit': ['part-numbers.manage'],
  },
  nav: [
    { group: GROUP, label: 'Products', to: '/products', icon: mdiCubeOutline, permission: 'products.view' },
    {
      group: GROUP,
      label: 'Suites',
      to: '/suites',
      icon: mdiPackageVariantClosed,
      permission: 'products.view',
    },
    {
      group: GROUP,
      label: 'Maintenance',
      to: '/maintenance',
      icon: mdiToolboxOutline,
      permission: 'products.view',
      words: 'plan rights upgrades',
    },
    {
      group: GROUP,
      label: 'Product lines',
      to: '/product-lines',
      icon: mdiShapeOutline,
      permission: 'products.view',
    },
    { group: GROUP, label: 'Features', to: '/features', icon: mdiPuzzleOutline, permission: 'features.view' },
    {
      group: GROUP,
      label: 'Feature bundles',
      to: '/feature-bundles',
      icon: mdiViewGridOutline,
      permission: 'feature-bundles.view',
    },
    {
      group: GROUP,
      label: 'License models',
      to: '/license-models',
      icon: mdiFileCertificateOutline,
      permission: 'license-models.view',
      words: 'attributes policies floating node-locked',
    },
    {
      group: GROUP,
      label: 'License technologies',
      to: '/license-technologies',
      icon: mdiCogTransferOutline,
      permission: 'license-models.view',
      words: 'custom generator manual',
    },
    {
      group: GROUP,
      label: 'Part numbers',
      to: '/part-numbers',
      icon: mdiTagOutline,
      permission: 'products.view',
      words: 'sku order',
    },
    {
      group: GROUP,
      label: 'Relations',
      to: '/product-relations',
      icon: mdiSwapHorizontal,
      permission: 'products.view',
      words: 'upgrade upsell maintenance demo',
    },
  ],
  today: [
    {
      label: 'Products in draft',
      permission: 'products.view',
      to: '/products?where=state.in:draft',
      count: async (api, signal) => (await import('./catalog-search.ts')).countProductDrafts(api, signal),
    },
    {
      label: 'Unassigned part numbers',
      permission: 'products.view',
      to: '/part-numbers?where=assignment.in:unassigned',
      count: async (api, signal) => (await import('./catalog-search.ts')).countUnassigned(api, signal),
    },
  ],
  searches: [
    {
      label: 'Products',
      permission: 'products.view',
      find: async (api, text, signal) =>
        (await import('./catalog-search.ts')).findProducts(api, text, signal),
    },
    {
      label: 'Part numbers',
      permission: 'products.view',
      find: async (api, text, signal) =>
        (await import('./catalog-search.ts')).findPartNumbers(api, text, signal),
    },
    {
      label: 'Features',
      permission: 'features.view',
      find: async (api, text, signal) =>
        (await import('./catalog-search.ts')).findFeatures(api, text, signal),
    },
    {
      label: 'License models',
      permission: 'license-models.view',
      find: async (api, text, signal) => (await import('./catalog-search.ts')).findModels(api, text, signal),
    },
  ],
}
