import { implement } from '@tallystick/kernel/operation/implement.ts'
import { updateGoods } from '../goods-commands.ts'
import { licenseModelStore } from '../store/license-models.ts'
import { updateLicenseModel } from './update-license-model.contract.ts'

export default implement(updateLicenseModel, (ctx, { id, rowVersion, ...fields }) =>
  updateGoods(ctx, licenseModelStore, id, rowVersion, fields),
)
