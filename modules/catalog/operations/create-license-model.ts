import { implement } from '@tallystick/kernel/operation/implement.ts'
import { createGoods } from '../goods-commands.ts'
import { licenseModelStore } from '../store/license-models.ts'
import { createLicenseModel } from './create-license-model.contract.ts'

export default implement(createLicenseModel, (ctx, { deploy, ...fields }) =>
  createGoods(ctx, licenseModelStore, fields, deploy),
)
