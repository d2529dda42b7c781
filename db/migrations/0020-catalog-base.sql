-- Catalog: what a producer sells, and how it is licensed.

CREATE TABLE product_line (
  tenant_id uuid NOT NULL,
  product_line_id uuid NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, product_line_id)
);
COMMENT ON TABLE product_line IS 'A category of products; users may be restricted to some.';
CREATE UNIQUE INDEX product_line__name ON product_line (tenant_id, lower(name));
SELECT close_to_other_tenants('product_line');

ALTER TABLE user_product_line ADD CONSTRAINT user_product_line__line
  FOREIGN KEY (tenant_id, product_line_id) REFERENCES product_line;

CREATE TABLE feature (
  tenant_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  name text NOT NULL CONSTRAINT feature__name_form CHECK (name ~ '^[A-Za-z0-9_-]{1,30}$'),
  version text NOT NULL,
  version_format text NOT NULL CONSTRAINT feature__version_format CHECK (version_format IN ('fixed', 'date-based')),
  description text NOT NULL DEFAULT '',
  state text NOT NULL DEFAULT 'draft'
    CONSTRAINT feature__state CHECK (state IN ('draft', 'deployed', 'inactive', 'obsolete')),
  overrides jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, feature_id)
);
COMMENT ON TABLE feature IS 'What a program asks for. version is empty when date-based: then it comes from the line item.';
CREATE UNIQUE INDEX feature__name_version ON feature (tenant_id, lower(name), version);
CREATE INDEX feature__by_name ON feature (tenant_id, name, feature_id);
SELECT close_to_other_tenants('feature');

CREATE TABLE feature_bundle (
  tenant_id uuid NOT NULL,
  feature_bundle_id uuid NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  state text NOT NULL DEFAULT 'draft'
    CONSTRAINT feature_bundle__state CHECK (state IN ('draft', 'deployed', 'inactive', 'obsolete')),
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, feature_bundle_id)
);
COMMENT ON TABLE feature_bundle IS 'A named set of features with counts, used in products.';
CREATE UNIQUE INDEX feature_bundle__name ON feature_bundle (tenant_id, lower(name));
SELECT close_to_other_tenants('feature_bundle');

CREATE TABLE feature_bundle_feature (
  tenant_id uuid NOT NULL,
  feature_bundle_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  feature_count integer NOT NULL CONSTRAINT feature_bundle_feature__count CHECK (feature_count >= 1),
  PRIMARY KEY (tenant_id, feature_bundle_id, feature_id),
  CONSTRAINT feature_bundle_feature__bundle FOREIGN KEY (tenant_id, feature_bundle_id)
    REFERENCES feature_bundle ON DELETE CASCADE,
  CONSTRAINT feature_bundle_feature__feature FOREIGN KEY (tenant_id, feature_id) REFERENCES feature
);
COMMENT ON TABLE feature_bundle_feature IS 'Features of a bundle.';
CREATE INDEX feature_bundle_feature__by_feature ON feature_bundle_feature (tenant_id, feature_id);
SELECT close_to_other_tenants('feature_bundle_feature');

CREATE TABLE license_model (
  tenant_id uuid NOT NULL,
  license_model_id uuid NOT NULL,
  name text NOT NULL,
  description text NOT NULL DEFAULT '',
  technology text NOT NULL DEFAULT 'certificate'
    CONSTRAINT license_model__technology CHECK (technology IN ('certificate')),
  kind text NOT NULL CONSTRAINT license_model__kind
    CHECK (kind IN ('nodelocked-counted', 'nodelocked-uncounted', 'floating-counted', 'floating-uncounted')),
  state text NOT NULL DEFAULT 'draft'
    CONSTRAINT license_model__state CHECK (state IN ('draft', 'deployed', 'inactive', 'obsolete')),
  attributes jsonb NOT NULL DEFAULT '{}',
  policies jsonb NOT NULL DEFAULT '{}',
  expiration jsonb NOT NULL DEFAULT '{"setting":"at-entitlement"}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, license_model_id)
);
COMMENT ON TABLE license_model IS 'How a product is licensed. attributes: per attribute its setting and value; policies: limits.';
CREATE UNIQUE INDEX license_model__name ON license_model (tenant_id, lower(name));
SELECT close_to_other_tenants('license_model');

CREATE TABLE product (
  tenant_id uuid NOT NULL,
  product_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT product__kind CHECK (kind IN ('product', 'suite', 'maintenance')),
  name text NOT NULL,
  version text NOT NULL CONSTRAINT product__version_length CHECK (length(version) <= 64),
  description text NOT NULL DEFAULT '',
  state text NOT NULL DEFAULT 'draft'
    CONSTRAINT product__state CHECK (state IN ('draft', 'deployed', 'inactive', 'obsolete')),
  product_line_id uuid,
  is_package boolean NOT NULL DEFAULT false,
  package_name text NOT NULL DEFAULT '',
  package_version text NOT NULL DEFAULT '',
  allows_upgrades boolean NOT NULL DEFAULT false,
  allows_upsells boolean NOT NULL DEFAULT false,
  allows_renewals boolean NOT NULL DEFAULT false,
  custom_attributes jsonb NOT NULL DEFAULT '{}',
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, product_id),
  CONSTRAINT product__line FOREIGN KEY (tenant_id, product_line_id) REFERENCES product_line
);
COMMENT ON TABLE product IS 'A product, a suite of products, or a maintenance plan: what a line item can be for.';
CREATE UNIQUE INDEX product__name_version ON product (tenant_id, lower(name), version);
CREATE INDEX product__by_name ON product (tenant_id, name, product_id);
SELECT close_to_other_tenants('product');

CREATE TABLE product_feature (
  tenant_id uuid NOT NULL,
  product_id uuid NOT NULL,
  feature_id uuid NOT NULL,
  feature_count integer NOT NULL CONSTRAINT product_feature__count CHECK (feature_count >= 1),
  PRIMARY KEY (tenant_id, product_id, feature_id),
  CONSTRAINT product_feature__product FOREIGN KEY (tenant_id, product_id) REFERENCES product ON DELETE CASCADE,
  CONSTRAINT product_feature__feature FOREIGN KEY (tenant_id, feature_id) REFERENCES feature
);
COMMENT ON TABLE product_feature IS 'Features of a product, with the count that one copy brings.';
CREATE INDEX product_feature__by_feature ON product_feature (tenant_id, feature_id);
SELECT close_to_other_tenants('product_feature');

CREATE TABLE product_bundle (
  tenant_id uuid NOT NULL,
  product_id uuid NOT NULL,
  feature_bundle_id uuid NOT NULL,
  bundle_count integer NOT NULL CONSTRAINT product_bundle__count CHECK (bundle_count >= 1),
  PRIMARY KEY (tenant_id, product_id, feature_bundle_id),
  CONSTRAINT product_bundle__product FOREIGN KEY (tenant_id, product_id) REFERENCES product ON DELETE CASCADE,
  CONSTRAINT product_bundle__bundle FOREIGN KEY (tenant_id, feature_bundle_id) REFERENCES feature_bundle
);
COMMENT ON TABLE product_bundle IS 'Feature bundles of a product.';
SELECT close_to_other_tenants('product_bundle');

CREATE TABLE suite_product (
  tenant_id uuid NOT NULL,
  suite_id uuid NOT NULL,
  product_id uuid NOT NULL,
  quantity integer NOT NULL DEFAULT 1 CONSTRAINT suite_product__quantity CHECK (quantity >= 1),
  PRIMARY KEY (tenant_id, suite_id, product_id),
  CONSTRAINT suite_product__suite FOREIGN KEY (tenant_id, suite_id) REFERENCES product ON DELETE CASCADE,
  CONSTRAINT suite_product__product FOREIGN KEY (tenant_id, product_id) REFERENCES product
);
COMMENT ON TABLE suite_product IS 'Products of a suite.';
SELECT close_to_other_tenants('suite_product');

CREATE TABLE product_license_model (
  tenant_id uuid NOT NULL,
  product_id uuid NOT NULL,
  license_model_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, product_id, license_model_id),
  CONSTRAINT product_license_model__product FOREIGN KEY (tenant_id, product_id)
    REFERENCES product ON DELETE CASCADE,
  CONSTRAINT product_license_model__model FOREIGN KEY (tenant_id, license_model_id) REFERENCES license_model
);
COMMENT ON TABLE product_license_model IS 'License models that a product or suite may be sold with.';
SELECT close_to_other_tenants('product_license_model');

CREATE TABLE part_number (
  tenant_id uuid NOT NULL,
  part_number_id uuid NOT NULL,
  code text NOT NULL,
  description text NOT NULL DEFAULT '',
  product_id uuid,
  license_model_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  row_version integer NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, part_number_id),
  CONSTRAINT part_number__product FOREIGN KEY (tenant_id, product_id) REFERENCES product,
  CONSTRAINT part_number__model FOREIGN KEY (tenant_id, license_model_id) REFERENCES license_model,
  CONSTRAINT part_number__model_needs_product CHECK (license_model_id IS NULL OR product_id IS NOT NULL)
);
COMMENT ON TABLE part_number IS 'What an order names; resolves to a product and perhaps a license model.';
CREATE UNIQUE INDEX part_number__code ON part_number (tenant_id, lower(code));
SELECT close_to_other_tenants('part_number');

CREATE TABLE product_relation (
  tenant_id uuid NOT NULL,
  kind text NOT NULL CONSTRAINT product_relation__kind CHECK (kind IN ('upgrade', 'upsell', 'maintenance', 'demo')),
  from_product_id uuid NOT NULL,
  to_product_id uuid NOT NULL,
  PRIMARY KEY (tenant_id, kind, from_product_id, to_product_id),
  CONSTRAINT product_relation__from FOREIGN KEY (tenant_id, from_product_id) REFERENCES product ON DELETE CASCADE,
  CONSTRAINT product_relation__to FOREIGN KEY (tenant_id, to_product_id) REFERENCES product ON DELETE CASCADE,
  CONSTRAINT product_relation__not_itself CHECK (from_product_id <> to_product_id)
);
COMMENT ON TABLE product_relation IS 'from can be upgraded or upsold to to; from has maintenance to; from is a demo of to.';
CREATE INDEX product_relation__by_target ON product_relation (tenant_id, to_product_id);
SELECT close_to_other_tenants('product_relation');
