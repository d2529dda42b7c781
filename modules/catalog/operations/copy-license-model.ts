import { implement } from '@tallystick/kernel/operation/implement.ts'
import { copyGoods } from '../goods-commands.ts'
import { licenseModelStore } from '../store/license-models.ts'
import { copyLicenseModel } from './copy-license-model.contract.ts'

export default implement(copyLicenseModel, (ctx, { id, ...other }) =>
  copyGoods(ctx, licenseModelStore, id, other),
)
